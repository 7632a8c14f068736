-- title: Code put onto machines
-- description: Ways to run code on a machine: user data, commands and sessions of Systems Manager, Instance Connect, the serial console.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: changes, ec2
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventsource, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.instanceId'),
    json_extract_scalar(requestparameters, '$.target'),
    json_extract_scalar(requestparameters, '$.instanceIds[0]'),
    json_extract_scalar(requestparameters, '$.instancesSet.items[0].instanceId')) AS instance,
  json_extract_scalar(requestparameters, '$.documentName') AS document,
  useridentity.arn AS made_by, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND (eventname IN ('SendCommand', 'StartSession', 'ResumeSession', 'SendSSHPublicKey',
      'SendSerialConsoleSSHPublicKey', 'EnableSerialConsoleAccess', 'CreateAssociation', 'StartAutomationExecution')
    OR eventname = 'ModifyInstanceAttribute' AND requestparameters LIKE '%userData%')
ORDER BY eventtime DESC
