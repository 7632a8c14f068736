-- title: Databases made public
-- description: Databases that were made or changed to be reachable from the internet.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: data, network, changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventsource, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.dBInstanceIdentifier'),
    json_extract_scalar(requestparameters, '$.dBClusterIdentifier'),
    json_extract_scalar(requestparameters, '$.clusterIdentifier')) AS database,
  useridentity.arn AS made_by, sourceipaddress, useragent, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource IN ('rds.amazonaws.com', 'redshift.amazonaws.com')
  AND readonly = 'false'
  AND json_extract_scalar(requestparameters, '$.publiclyAccessible') = 'true'
ORDER BY eventtime DESC
