SELECT json_extract_scalar(requestparameters, '$.bucketName') AS bucket, count(*) AS calls
FROM cloudtrail_logs WHERE eventsource = 's3.amazonaws.com' GROUP BY 1 ORDER BY calls DESC LIMIT 20
