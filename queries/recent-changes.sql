-- title: What changed lately
-- description: Successful changes in an account, newest first, without data events: the first question of an incident.
-- parameter: from time = T-1d First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: account pattern = % Account id.
-- tags: changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventsource, eventname,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  sourceipaddress, useragent, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND recipientaccountid LIKE :account
  AND readonly = 'false' AND errorcode IS NULL AND coalesce(eventcategory, 'Management') = 'Management'
  AND useridentity.invokedby IS NULL
ORDER BY eventtime DESC
