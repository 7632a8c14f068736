SELECT useridentity_arn, count(*) AS calls, count(DISTINCT eventname) AS apis FROM events GROUP BY ALL ORDER BY calls DESC LIMIT 20
