-- title: Roles by use
-- description: Roles that were assumed: sessions, different callers, and the kinds of identities that took them.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=role y=sessions
-- tags: identities
SELECT json_extract_scalar(requestparameters, '$.roleArn') AS role,
  count(*) AS sessions,
  count(DISTINCT coalesce(useridentity.arn, useridentity.invokedby, useridentity.username,
    useridentity.principalid)) AS callers,
  count_if(useridentity.type = 'AWSService') AS by_services,
  count_if(eventname = 'AssumeRoleWithWebIdentity') AS by_web_identity,
  count_if(eventname = 'AssumeRoleWithSAML') AS by_saml,
  max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname IN ('AssumeRole', 'AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML')
  AND errorcode IS NULL
GROUP BY 1
ORDER BY sessions DESC
