-- title: Who may take a role
-- description: New roles and changed trust policies, with the policy, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: iam, changes
SELECT eventtime, recipientaccountid AS account, eventname,
  json_extract_scalar(requestparameters, '$.roleName') AS role,
  coalesce(json_extract_scalar(requestparameters, '$.assumeRolePolicyDocument'),
    json_extract_scalar(requestparameters, '$.policyDocument')) AS trust,
  useridentity.arn AS made_by, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'iam.amazonaws.com'
  AND eventname IN ('CreateRole', 'UpdateAssumeRolePolicy', 'CreateServiceLinkedRole')
ORDER BY eventtime DESC
