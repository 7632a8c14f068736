-- title: Changes of IAM
-- description: Every change of users, roles, policies and providers, with what was changed, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: iam, changes
SELECT eventtime, recipientaccountid AS account, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.groupName'),
    json_extract_scalar(requestparameters, '$.policyArn'),
    json_extract_scalar(requestparameters, '$.policyName')) AS target,
  json_extract_scalar(requestparameters, '$.policyArn') AS policy,
  useridentity.arn AS made_by, sourceipaddress, useragent, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'iam.amazonaws.com' AND readonly = 'false'
ORDER BY eventtime DESC
