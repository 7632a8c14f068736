-- title: Denied calls
-- description: Calls that were refused for lack of permission, by principal and API.
SELECT useridentity.arn, eventsource, eventname, COUNT(*) AS count, MIN(eventtime) AS first, MAX(eventtime) AS last
FROM cloudtrail_logs
WHERE errorcode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedOperation')
GROUP BY useridentity.arn, eventsource, eventname
ORDER BY count DESC
