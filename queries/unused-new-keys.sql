-- title: Keys made and never used
-- description: Access keys that were made in this time and have signed no call since.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities, iam
WITH made AS (
  SELECT json_extract_scalar(responseelements, '$.accessKey.accessKeyId') AS access_key,
    json_extract_scalar(responseelements, '$.accessKey.userName') AS username,
    recipientaccountid AS account, eventtime, useridentity.arn AS made_by
  FROM cloudtrail_logs
  WHERE eventtime >= :from AND eventtime < :to AND eventname = 'CreateAccessKey' AND errorcode IS NULL
),
used AS (
  SELECT DISTINCT useridentity.accesskeyid AS access_key
  FROM cloudtrail_logs
  WHERE useridentity.accesskeyid LIKE 'AKIA%'
)
SELECT m.access_key, m.username, m.account, m.eventtime AS made, m.made_by
FROM made m
LEFT JOIN used u ON m.access_key = u.access_key
WHERE u.access_key IS NULL
ORDER BY made DESC
