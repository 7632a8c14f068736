-- title: Denied calls
-- description: Calls that were refused for lack of permission, by principal and API.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=eventname y=count
-- tags: denied
SELECT useridentity.arn, eventsource, eventname, COUNT(*) AS count, MIN(eventtime) AS first, MAX(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND errorcode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedOperation',
    'UnauthorizedException', 'Client.OperationNotPermitted')
GROUP BY useridentity.arn, eventsource, eventname
ORDER BY count DESC
