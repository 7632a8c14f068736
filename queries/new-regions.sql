-- title: Regions new to a principal
-- description: Regions in which a principal called a service for the first time since a moment, though it called that service elsewhere before.
-- parameter: since time = T-7d First calls from here on are new.
-- tags: new
WITH seen AS (
  SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
    recipientaccountid AS account, awsregion AS region, min(eventtime) AS first, count(*) AS calls,
    count_if(readonly = 'false') AS changes
  FROM cloudtrail_logs
  GROUP BY 1, 2, 3
),
known AS (
  SELECT principal
  FROM seen
  WHERE first < :since
  GROUP BY principal
)
SELECT s.first, s.principal, s.account, s.region, s.calls, s.changes
FROM seen s
JOIN known k ON s.principal = k.principal
WHERE s.first >= :since
ORDER BY s.first DESC
