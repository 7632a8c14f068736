SELECT requestparameters->>'$.bucketName' AS bucket, count(*) AS calls
FROM events WHERE eventsource = 's3.amazonaws.com' GROUP BY bucket ORDER BY calls DESC LIMIT 20
