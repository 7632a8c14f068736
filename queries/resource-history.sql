-- title: What happened to a resource
-- description: Events whose parameters, answer or resources name a resource, oldest first.
-- parameter: resource text Part of an ARN, an id or a name, written as in the logs.
-- parameter: changes boolean = false Only changes.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventsource, eventname, readonly,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  sourceipaddress, errorcode, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND (strpos(requestparameters, :resource) > 0 OR strpos(responseelements, :resource) > 0
    OR strpos(element_at(resources, 1).arn, :resource) > 0)
  AND (NOT :changes OR readonly = 'false')
ORDER BY eventtime
