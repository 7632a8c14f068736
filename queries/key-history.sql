-- title: What a key did
-- description: Every call that one access key signed, oldest first: the story of a leaked key or of one session.
-- parameter: key text The access key id, AKIA... or ASIA...
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventsource, eventname, errorcode,
  sourceipaddress, useragent, useridentity.arn, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND useridentity.accesskeyid = :key
ORDER BY eventtime
