-- title: New access keys
-- description: Access keys that were made, for whom and by whom, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities, iam, new
SELECT eventtime, recipientaccountid AS account,
  json_extract_scalar(responseelements, '$.accessKey.userName') AS username,
  json_extract_scalar(responseelements, '$.accessKey.accessKeyId') AS access_key,
  useridentity.arn AS made_by, sourceipaddress, useragent, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND eventname = 'CreateAccessKey'
ORDER BY eventtime DESC
