-- title: APIs new to a principal
-- description: APIs that a principal called for the first time since a moment, though it is known from before.
-- parameter: since time = T-7d First calls from here on are new.
-- tags: new
WITH seen AS (
  SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
    eventsource, eventname, min(eventtime) AS first, count(*) AS calls,
    count_if(errorcode IS NOT NULL) AS failed, max(awsregion) AS region
  FROM cloudtrail_logs
  GROUP BY 1, 2, 3
),
known AS (
  SELECT principal
  FROM seen
  WHERE first < :since
  GROUP BY principal
)
SELECT s.first, s.principal, s.eventsource, s.eventname, s.calls, s.failed, s.region
FROM seen s
JOIN known k ON s.principal = k.principal
WHERE s.first >= :since
ORDER BY s.first DESC
