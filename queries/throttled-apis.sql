-- title: Throttled APIs
-- description: APIs that were throttled, with the share of their calls and how many principals were hit, by account and region.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=eventname y=throttled
-- tags: throttling
WITH seen AS (
  SELECT recipientaccountid AS account, awsregion AS region, eventsource, eventname,
    coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
      useridentity.principalid) AS principal,
    outcome = 'throttled' AS is_throttled
  FROM calls
  WHERE eventtime >= :from AND eventtime < :to
)
SELECT account, region, eventsource, eventname,
  count_if(is_throttled) AS throttled,
  count(*) AS calls,
  100 * count_if(is_throttled) / count(*) AS percent,
  count(DISTINCT CASE WHEN is_throttled THEN principal END) AS principals
FROM seen
GROUP BY account, region, eventsource, eventname
HAVING count_if(is_throttled) > 0
ORDER BY throttled DESC
