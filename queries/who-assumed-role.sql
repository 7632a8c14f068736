-- title: Who assumed a role
-- description: Each caller of AssumeRole and its kin for the roles that match, with session name, address and outcome, newest first.
-- parameter: role pattern ARN of the role; % stands for anything.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT eventtime, json_extract_scalar(requestparameters, '$.roleArn') AS role,
  json_extract_scalar(requestparameters, '$.roleSessionName') AS session_name,
  eventname, useridentity.type,
  coalesce(useridentity.arn, useridentity.invokedby, useridentity.username, useridentity.principalid) AS caller,
  useridentity.accountid AS calling_account, sourceipaddress, useragent, errorcode,
  json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS access_key
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname IN ('AssumeRole', 'AssumeRoleWithWebIdentity', 'AssumeRoleWithSAML')
  AND json_extract_scalar(requestparameters, '$.roleArn') LIKE :role
ORDER BY eventtime DESC
