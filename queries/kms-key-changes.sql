-- title: Changes of keys
-- description: KMS keys that were made, disabled, set to be deleted, opened to others or no longer rotate.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: kms, changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.keyId'),
    json_extract_scalar(responseelements, '$.keyMetadata.keyId'),
    json_extract_scalar(responseelements, '$.keyId')) AS key,
  json_extract_scalar(requestparameters, '$.granteePrincipal') AS grantee,
  useridentity.arn AS made_by, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'kms.amazonaws.com'
  AND eventname IN ('CreateKey', 'PutKeyPolicy', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'DisableKey',
    'EnableKey', 'DisableKeyRotation', 'EnableKeyRotation', 'CreateGrant', 'RevokeGrant', 'RetireGrant',
    'DeleteAlias', 'UpdateAlias', 'DeleteImportedKeyMaterial', 'ReplicateKey')
ORDER BY eventtime DESC
