-- title: Changes of MFA
-- description: MFA devices that were made, enabled, switched off or removed.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: iam, identities
SELECT eventtime, recipientaccountid AS account, eventname,
  json_extract_scalar(requestparameters, '$.userName') AS username,
  json_extract_scalar(requestparameters, '$.serialNumber') AS device,
  useridentity.arn AS made_by, sourceipaddress, useragent, errorcode
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname IN ('CreateVirtualMFADevice', 'EnableMFADevice', 'DeactivateMFADevice',
    'DeleteVirtualMFADevice', 'ResyncMFADevice')
ORDER BY eventtime DESC
