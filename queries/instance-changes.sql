-- title: Instances started, changed and ended
-- description: Machines that were started, stopped, changed or terminated, by principal and client.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: changes, ec2
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, awsregion AS region, eventname, useragent,
  count(*) AS calls, count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'ec2.amazonaws.com'
  AND eventname IN ('RunInstances', 'CreateFleet', 'StartInstances', 'StopInstances', 'RebootInstances',
    'TerminateInstances', 'ModifyInstanceAttribute', 'ModifyInstanceMetadataOptions', 'RequestSpotInstances',
    'AssociateIamInstanceProfile', 'ReplaceIamInstanceProfileAssociation', 'CreateImage', 'AttachVolume')
GROUP BY 1, 2, 3, 4, 5
ORDER BY calls DESC
