-- title: Accounts from outside
-- description: Accounts whose identities call ours but whose own logs are not here: vendors, partners, strangers.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities, organisation
WITH ours AS (
  SELECT DISTINCT recipientaccountid AS account
  FROM cloudtrail_logs
  WHERE recipientaccountid IS NOT NULL
)
SELECT l.useridentity.accountid AS outside, l.recipientaccountid AS account, l.eventsource, l.eventname,
  count(*) AS calls, count(DISTINCT l.sourceipaddress) AS addresses,
  min(l.eventtime) AS first, max(l.eventtime) AS last
FROM cloudtrail_logs l
LEFT JOIN ours o ON l.useridentity.accountid = o.account
WHERE l.eventtime >= :from AND l.eventtime < :to
  AND l.useridentity.accountid IS NOT NULL AND o.account IS NULL
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC
