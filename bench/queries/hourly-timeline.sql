SELECT substr(eventtime, 1, 13) AS hour, count(*) AS calls, count(errorcode) AS errors
FROM cloudtrail_logs GROUP BY substr(eventtime, 1, 13) ORDER BY hour
