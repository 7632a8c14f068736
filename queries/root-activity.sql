-- title: What root did
-- description: Calls and sign-ins of the root user.
SELECT eventtime, recipientaccountid, eventsource, eventname, sourceipaddress, useragent, errorcode
FROM cloudtrail_logs
WHERE useridentity.type = 'Root' AND useridentity.invokedby IS NULL
ORDER BY eventtime DESC
