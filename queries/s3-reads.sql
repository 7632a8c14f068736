-- title: Who reads which buckets
-- description: Objects read by principal and bucket, with the bytes that left. Needs data events of S3.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: bucket pattern = % Name of the bucket.
-- chart: bars x=bucket y=reads
-- tags: data
SELECT json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  count(*) AS reads,
  count(DISTINCT json_extract_scalar(requestparameters, '$.key')) AS objects,
  sum(try_cast(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') AS double)) AS bytes,
  count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 's3.amazonaws.com' AND eventname = 'GetObject'
  AND json_extract_scalar(requestparameters, '$.bucketName') LIKE :bucket
GROUP BY 1, 2
ORDER BY reads DESC
