-- title: Sessions from identity providers
-- description: Roles taken with a web identity or SAML: provider, subject, role, how often.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT eventname, useridentity.username AS subject,
  json_extract_scalar(requestparameters, '$.roleArn') AS role,
  coalesce(json_extract_scalar(responseelements, '$.provider'),
    json_extract_scalar(responseelements, '$.issuer')) AS provider,
  count(*) AS sessions,
  count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND eventname IN ('AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML')
GROUP BY 1, 2, 3, 4
ORDER BY sessions DESC
