-- title: New users and passwords
-- description: Users, passwords and user groups that were made or changed: a second way in.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: iam, new, identities
SELECT eventtime, recipientaccountid AS account, eventname,
  json_extract_scalar(requestparameters, '$.userName') AS username,
  json_extract_scalar(requestparameters, '$.groupName') AS group_name,
  useridentity.arn AS made_by, useridentity.accesskeyid AS access_key, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'iam.amazonaws.com'
  AND eventname IN ('CreateUser', 'CreateLoginProfile', 'UpdateLoginProfile', 'AddUserToGroup',
    'ChangePassword', 'UpdateAccessKey')
ORDER BY eventtime DESC
