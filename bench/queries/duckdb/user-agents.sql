SELECT useragent, count(*) AS calls FROM events GROUP BY useragent ORDER BY calls DESC
