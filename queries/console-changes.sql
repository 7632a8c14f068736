-- title: Changes made in the console
-- description: Write calls whose credentials came from a console session, newest first.
SELECT eventtime, useridentity.arn, sourceipaddress, eventsource, eventname, awsregion, errorcode
FROM cloudtrail_logs
WHERE sessioncredentialfromconsole = 'true' AND readonly = 'false' AND useridentity.invokedby IS NULL
ORDER BY eventtime DESC
