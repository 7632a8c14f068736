-- title: What an address did
-- description: Calls from the addresses that match, by principal and API, with first and last use.
-- parameter: address pattern An address; 203.0.113.% for a network.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: network, identities
SELECT sourceipaddress,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  useridentity.accesskeyid AS access_key, recipientaccountid AS account, eventsource, eventname, useragent,
  count(*) AS calls, count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND sourceipaddress LIKE :address
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY first
