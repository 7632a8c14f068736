-- title: Snapshots and images shared
-- description: Snapshots and machine images whose sharing was changed, or that were copied, with those who may use them now.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: data, network
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.snapshotId'),
    json_extract_scalar(requestparameters, '$.imageId'),
    json_extract_scalar(requestparameters, '$.dBSnapshotIdentifier'),
    json_extract_scalar(requestparameters, '$.dBClusterSnapshotIdentifier')) AS snapshot,
  CASE WHEN requestparameters LIKE '%"group":"all"%' OR requestparameters LIKE '%"valuesToAdd":["all"]%'
    THEN 'yes' ELSE 'no' END AS public,
  useridentity.arn AS made_by, sourceipaddress, errorcode, requestparameters
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname IN ('ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute',
    'ModifyDBClusterSnapshotAttribute', 'CopySnapshot', 'CopyDBSnapshot', 'SharedSnapshotCopyInitiated',
    'SharedSnapshotVolumeCreated', 'CreateStoreImageTask', 'StartExportTask')
ORDER BY eventtime DESC
