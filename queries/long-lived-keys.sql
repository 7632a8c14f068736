-- title: Long-lived keys in use
-- description: Access keys of IAM users and root that signed calls: whose, how much, from how many addresses and with how many clients.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=access_key y=calls
-- tags: identities
SELECT useridentity.accesskeyid AS access_key, useridentity.arn, recipientaccountid AS account,
  count(*) AS calls,
  count_if(readonly = 'false') AS changes,
  count_if(errorcode IS NOT NULL) AS failed,
  count(DISTINCT sourceipaddress) AS addresses,
  count(DISTINCT useragent) AS clients,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND useridentity.accesskeyid LIKE 'AKIA%'
GROUP BY 1, 2, 3
ORDER BY calls DESC
