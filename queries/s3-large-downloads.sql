-- title: Large downloads
-- description: Single objects of at least so many megabytes that were read, the largest first. Needs data events of S3.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: megabytes integer = 100 Least size of what left, in megabytes.
-- tags: data
SELECT eventtime, json_extract_scalar(requestparameters, '$.bucketName') AS bucket,
  json_extract_scalar(requestparameters, '$.key') AS object,
  round(try_cast(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') AS double) / 1e6, 1) AS megabytes,
  useridentity.arn, useridentity.accesskeyid AS access_key, sourceipaddress, useragent, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 's3.amazonaws.com' AND eventname = 'GetObject'
  AND try_cast(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') AS double) >= :megabytes * 1e6
ORDER BY megabytes DESC, eventtime
