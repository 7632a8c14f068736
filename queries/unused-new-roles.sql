-- title: Roles made and never assumed
-- description: Roles that were made in this time and of which no session was seen since.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities, iam
WITH made AS (
  SELECT json_extract_scalar(responseelements, '$.role.arn') AS role,
    recipientaccountid AS account, eventtime, useridentity.arn AS made_by
  FROM cloudtrail_logs
  WHERE eventtime >= :from AND eventtime < :to AND eventname = 'CreateRole' AND errorcode IS NULL
),
taken AS (
  SELECT DISTINCT json_extract_scalar(requestparameters, '$.roleArn') AS role
  FROM cloudtrail_logs
  WHERE eventname IN ('AssumeRole', 'AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML') AND errorcode IS NULL
),
active AS (
  SELECT DISTINCT useridentity.sessioncontext.sessionissuer.arn AS role
  FROM cloudtrail_logs
  WHERE useridentity.type = 'AssumedRole'
)
SELECT m.role, m.account, m.eventtime AS made, m.made_by
FROM made m
LEFT JOIN taken t ON m.role = t.role
LEFT JOIN active a ON m.role = a.role
WHERE t.role IS NULL AND a.role IS NULL
ORDER BY made DESC
