SELECT useridentity.arn, count(*) AS calls, count(DISTINCT eventname) AS apis
FROM cloudtrail_logs GROUP BY useridentity.arn ORDER BY calls DESC LIMIT 20
