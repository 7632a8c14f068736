-- title: Why calls were denied
-- description: Denied calls by the kind of policy that the message names: service control policy, boundary, session, resource or identity policy.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=reason y=denied
-- tags: denied
SELECT CASE
    WHEN errormessage LIKE '%service control policy%' THEN 'service control policy'
    WHEN errormessage LIKE '%resource control policy%' THEN 'resource control policy'
    WHEN errormessage LIKE '%permissions boundary%' THEN 'permissions boundary'
    WHEN errormessage LIKE '%session policy%' THEN 'session policy'
    WHEN errormessage LIKE '%VPC endpoint policy%' THEN 'VPC endpoint policy'
    WHEN errormessage LIKE '%resource-based policy%' THEN 'resource policy'
    WHEN errormessage LIKE '%identity-based policy%' THEN 'identity policy'
    ELSE 'not said'
  END AS reason,
  eventsource, eventname, count(*) AS denied,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND errorcode IN ('AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation', 'UnauthorizedOperation',
    'UnauthorizedException', 'Client.OperationNotPermitted')
GROUP BY 1, 2, 3
ORDER BY denied DESC
