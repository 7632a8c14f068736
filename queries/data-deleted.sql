-- title: Data deleted
-- description: Buckets, objects, databases, tables, volumes, backups and snapshots that were deleted, by principal.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: data, changes
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, awsregion AS region, eventsource, eventname,
  count(*) AS deletions,
  count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname IN ('DeleteObject', 'DeleteObjects', 'DeleteBucket', 'DeleteDBInstance', 'DeleteDBCluster',
    'DeleteDBSnapshot', 'DeleteDBClusterSnapshot', 'DeleteTable', 'DeleteBackup', 'DeleteRecoveryPoint',
    'DeleteBackupVault', 'DeleteSnapshot', 'DeregisterImage', 'DeleteVolume', 'DeleteFileSystem',
    'DeleteSecret', 'DeleteParameter', 'DeleteDomain', 'DeleteStream', 'DeleteQueue')
GROUP BY 1, 2, 3, 4, 5
ORDER BY deletions DESC
