-- title: Console sign-ins
-- description: Every sign-in to the console with its outcome, address and whether MFA was used, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: console, identities
SELECT eventtime, recipientaccountid AS account, useridentity.type, useridentity.arn, useridentity.username,
  sourceipaddress,
  json_extract_scalar(responseelements, '$.ConsoleLogin') AS outcome,
  json_extract_scalar(additionaleventdata, '$.MFAUsed') AS mfa,
  errormessage, useragent
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND eventname = 'ConsoleLogin'
ORDER BY eventtime DESC
