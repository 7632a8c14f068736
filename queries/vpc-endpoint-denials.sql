-- title: Turned away at a VPC endpoint
-- description: Network activity events that an endpoint's policy denied: who in the network tried to reach what outside.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: network, denied
SELECT vpcendpointid, recipientaccountid AS account, awsregion AS region, useridentity.accountid AS calling_account,
  useridentity.principalid, sourceipaddress, eventsource, eventname, errorcode,
  count(*) AS calls, min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_network
WHERE eventtime >= :from AND eventtime < :to AND errorcode IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ORDER BY calls DESC, first
