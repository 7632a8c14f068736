-- title: Denied calls by the hour
-- description: Denied calls in each hour and how many principals they hit: a step says that a policy changed.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: line x=hour y=denied
-- tags: denied
SELECT substr(eventtime, 1, 13) AS hour, count(*) AS denied,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  count(DISTINCT eventname) AS apis
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND errorcode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedOperation',
    'UnauthorizedException', 'Client.OperationNotPermitted')
GROUP BY 1
ORDER BY hour
