-- title: Keys used from many addresses
-- description: Access keys, long-lived or of a session, that were used from more than one address: a key that travels may have been copied.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: least integer = 2 Fewest addresses.
-- tags: identities
SELECT useridentity.accesskeyid AS access_key,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  count(DISTINCT sourceipaddress) AS addresses,
  count(*) AS calls,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND useridentity.accesskeyid IS NOT NULL AND useridentity.invokedby IS NULL
  AND regexp_like(sourceipaddress, '^[0-9a-f.:]+$')
GROUP BY 1, 2
HAVING count(DISTINCT sourceipaddress) >= :least
ORDER BY addresses DESC, calls DESC
