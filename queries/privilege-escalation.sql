-- title: Ways to more rights
-- description: Calls by which an identity can raise its own rights: policies, policy versions, keys and passwords of others, trust, and code that runs with another role.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: iam
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, eventname, count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS failed,
  count(DISTINCT coalesce(json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.policyArn'),
    json_extract_scalar(requestparameters, '$.functionName'))) AS targets,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname IN ('CreateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile', 'AttachUserPolicy',
    'AttachRolePolicy', 'AttachGroupPolicy', 'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy',
    'CreatePolicyVersion', 'SetDefaultPolicyVersion', 'AddUserToGroup', 'UpdateAssumeRolePolicy',
    'AddRoleToInstanceProfile', 'PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary',
    'DeleteRolePermissionsBoundary', 'CreateFunction20150331', 'UpdateFunctionCode20150331v2')
GROUP BY 1, 2, 3
ORDER BY last DESC
