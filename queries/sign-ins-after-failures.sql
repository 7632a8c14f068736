-- title: Sign-ins after failures
-- description: Addresses with failed sign-ins and a later success: a typing error, or a password that was guessed.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: console, denied
SELECT recipientaccountid AS account, sourceipaddress,
  count_if(errormessage IS NOT NULL) AS failed,
  count_if(errormessage IS NULL) AS succeeded,
  min(CASE WHEN errormessage IS NOT NULL THEN eventtime END) AS first_failure,
  max(CASE WHEN errormessage IS NULL THEN eventtime END) AS last_success
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND eventname = 'ConsoleLogin'
GROUP BY 1, 2
HAVING min(CASE WHEN errormessage IS NOT NULL THEN eventtime END)
  < max(CASE WHEN errormessage IS NULL THEN eventtime END)
ORDER BY failed DESC
