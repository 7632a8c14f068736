-- title: Powerful policies given
-- description: AWS's policies for administrators and power users attached to anybody, and inline policies or versions that allow every action.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: iam, changes
SELECT eventtime, recipientaccountid AS account, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.userName'),
    json_extract_scalar(requestparameters, '$.roleName'),
    json_extract_scalar(requestparameters, '$.groupName')) AS target,
  coalesce(json_extract_scalar(requestparameters, '$.policyArn'),
    json_extract_scalar(requestparameters, '$.policyName')) AS policy,
  useridentity.arn AS made_by, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'iam.amazonaws.com'
  AND (
    eventname IN ('AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy')
      AND regexp_like(json_extract_scalar(requestparameters, '$.policyArn'),
        'policy/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$')
    OR eventname IN ('PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy', 'CreatePolicy', 'CreatePolicyVersion')
      AND regexp_like(json_extract_scalar(requestparameters, '$.policyDocument'),
        '"Action"\s*:\s*(\[\s*)?"\*"')
  )
ORDER BY eventtime DESC
