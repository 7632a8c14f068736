-- title: Addresses new to a principal
-- description: Addresses from which a known principal called for the first time since a moment.
-- parameter: since time = T-7d First calls from here on are new.
-- tags: new, identities
WITH seen AS (
  SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
    sourceipaddress, min(eventtime) AS first, count(*) AS calls, count(DISTINCT eventname) AS apis,
    count_if(errorcode IS NOT NULL) AS failed
  FROM cloudtrail_logs
  WHERE useridentity.invokedby IS NULL AND regexp_like(sourceipaddress, '^[0-9a-f.:]+$')
  GROUP BY 1, 2
),
known AS (
  SELECT principal, count(*) AS addresses
  FROM seen
  WHERE first < :since
  GROUP BY principal
)
SELECT s.first, s.principal, s.sourceipaddress, s.calls, s.apis, s.failed, k.addresses AS known
FROM seen s
JOIN known k ON s.principal = k.principal
WHERE s.first >= :since
ORDER BY s.first DESC
