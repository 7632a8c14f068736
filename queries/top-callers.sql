-- title: Who calls most
-- description: Calls, errors and distinct APIs by principal and client.
SELECT useridentity.arn, useragent, COUNT(*) AS calls, COUNT(errorcode) AS errors, COUNT(DISTINCT eventname) AS apis
FROM cloudtrail_logs
GROUP BY useridentity.arn, useragent
ORDER BY calls DESC
