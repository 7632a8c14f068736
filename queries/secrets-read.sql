-- title: Secrets read
-- description: Secrets and encrypted parameters that were read, by whom and how often; also what was tried.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: data
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.secretId'),
    json_extract_scalar(requestparameters, '$.name'),
    json_extract_scalar(requestparameters, '$.path')) AS secret,
  count(*) AS reads,
  count_if(errorcode IS NOT NULL) AS failed,
  count(DISTINCT sourceipaddress) AS addresses,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND (
    eventsource = 'secretsmanager.amazonaws.com'
      AND eventname IN ('GetSecretValue', 'BatchGetSecretValue', 'DescribeSecret', 'ListSecrets')
    OR eventsource = 'ssm.amazonaws.com'
      AND eventname IN ('GetParameter', 'GetParameters', 'GetParametersByPath')
      AND json_extract_scalar(requestparameters, '$.withDecryption') = 'true'
  )
GROUP BY 1, 2, 3, 4
ORDER BY reads DESC
