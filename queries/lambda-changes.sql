-- title: Changes of Lambda functions
-- description: Functions whose code, configuration, permissions or triggers changed, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: changes, lambda
SELECT eventtime, recipientaccountid AS account, awsregion AS region,
  regexp_replace(eventname, '[0-9]{8}(v[0-9])?$', '') AS api,
  json_extract_scalar(requestparameters, '$.functionName') AS function_name,
  json_extract_scalar(requestparameters, '$.principal') AS allowed,
  useridentity.arn AS made_by, sourceipaddress, useragent, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'lambda.amazonaws.com' AND readonly = 'false'
  AND coalesce(eventcategory, 'Management') = 'Management'
ORDER BY eventtime DESC
