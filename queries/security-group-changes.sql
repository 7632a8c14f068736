-- title: Changes of security groups
-- description: Security groups and their rules that were made, changed or removed, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: network, changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.groupId'),
    json_extract_scalar(responseelements, '$.groupId')) AS security_group,
  CASE WHEN requestparameters LIKE '%0.0.0.0/0%' OR requestparameters LIKE '%::/0%'
    THEN 'yes' ELSE 'no' END AS world,
  useridentity.arn AS made_by, sourceipaddress, useragent, errorcode, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'ec2.amazonaws.com'
  AND eventname IN ('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'ModifySecurityGroupRules',
    'CreateSecurityGroup', 'DeleteSecurityGroup')
ORDER BY eventtime DESC
