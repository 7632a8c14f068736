-- title: Who suffered from throttling
-- description: Principals by the share of their calls that was throttled; a high share of few calls is a victim, not a cause.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: least integer = 1 Fewest throttled calls to be listed.
-- tags: throttling
WITH seen AS (
  SELECT system, component,
    coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
      useridentity.principalid) AS principal,
    recipientaccountid AS account, awsregion AS region, eventsource,
    outcome = 'throttled' AS is_throttled
  FROM calls
  WHERE eventtime >= :from AND eventtime < :to
)
SELECT system, component, principal, account, region, eventsource,
  count_if(is_throttled) AS throttled,
  count(*) AS calls,
  100 * count_if(is_throttled) / count(*) AS percent
FROM seen
GROUP BY system, component, principal, account, region, eventsource
HAVING count_if(is_throttled) >= :least
ORDER BY percent DESC, throttled DESC
