-- title: Bursts of denied calls
-- description: Hours in which one principal was denied again and again: a lost permission when it is one API, somebody feeling about when there are many.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: least integer = 5 Fewest denied calls in an hour.
-- tags: denied
SELECT substr(eventtime, 1, 13) AS hour,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, awsregion AS region,
  count(*) AS denied,
  count(DISTINCT eventname) AS apis,
  min(eventname) AS one_api,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND errorcode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedOperation',
    'UnauthorizedException', 'Client.OperationNotPermitted')
GROUP BY 1, 2, 3, 4
HAVING count(*) >= :least
ORDER BY denied DESC
