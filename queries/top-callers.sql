-- title: Who calls most
-- description: Calls, errors and distinct APIs by principal and client.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=arn y=calls
-- tags: noise
SELECT useridentity.arn, useragent, COUNT(*) AS calls, COUNT(errorcode) AS errors, COUNT(DISTINCT eventname) AS apis
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY useridentity.arn, useragent
ORDER BY calls DESC
