-- title: Buckets opened or closed
-- description: Changes of bucket policies, access lists, public access blocks and access points, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: data, network, changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventname,
  json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  CASE WHEN requestparameters LIKE '%"Principal":"*"%' OR requestparameters LIKE '%AllUsers%'
    OR requestparameters LIKE '%"BlockPublicPolicy":false%'
    OR requestparameters LIKE '%"RestrictPublicBuckets":false%'
    OR eventname IN ('DeletePublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'DeleteAccountPublicAccessBlock')
    THEN 'yes' ELSE 'no' END AS maybe_public,
  useridentity.arn AS made_by, sourceipaddress, errorcode, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource IN ('s3.amazonaws.com', 's3-control.amazonaws.com')
  AND eventname IN ('PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutObjectAcl',
    'PutBucketPublicAccessBlock', 'PutPublicAccessBlock', 'DeletePublicAccessBlock',
    'DeleteBucketPublicAccessBlock', 'PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock',
    'PutAccessPointPolicy', 'CreateAccessPoint', 'PutBucketWebsite', 'PutBucketCors')
ORDER BY eventtime DESC
