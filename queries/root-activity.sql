-- title: What root did
-- description: Calls and sign-ins of the root user.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities, root
SELECT eventtime, recipientaccountid, eventsource, eventname, sourceipaddress, useragent, errorcode
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND useridentity.type = 'Root' AND useridentity.invokedby IS NULL
ORDER BY eventtime DESC
