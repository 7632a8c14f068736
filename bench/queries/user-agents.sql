SELECT useragent, count(*) AS calls FROM cloudtrail_logs GROUP BY useragent ORDER BY calls DESC
