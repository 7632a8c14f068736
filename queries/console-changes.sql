-- title: Changes made in the console
-- description: Write calls whose credentials came from a console session, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: console, changes
SELECT eventtime, useridentity.arn, sourceipaddress, eventsource, eventname, awsregion, errorcode,
  recipientaccountid AS account, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND sessioncredentialfromconsole = 'true' AND readonly = 'false' AND useridentity.invokedby IS NULL
ORDER BY eventtime DESC
