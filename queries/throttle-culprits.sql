-- title: Who used up the rate
-- description: Principals by their calls of an API in the minutes in which it was throttled, in that account and region. The first one used the most.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=principal y=calls
-- tags: throttling
WITH near AS (
  SELECT recipientaccountid AS account, awsregion AS region, eventsource, eventname,
    substr(eventtime, 1, 16) AS minute,
    coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
      useridentity.principalid) AS principal,
    useragent, system, component,
    outcome = 'throttled' AS is_throttled
  FROM calls
  WHERE eventtime >= :from AND eventtime < :to
),
tight AS (
  SELECT DISTINCT account, region, eventsource, eventname, minute
  FROM near
  WHERE is_throttled
)
SELECT c.account, c.region, c.eventsource, c.system, c.component, c.principal, c.useragent,
  count(*) AS calls,
  count_if(c.is_throttled) AS throttled,
  count(DISTINCT c.minute) AS minutes
FROM near c
JOIN tight t ON c.account = t.account AND c.region = t.region AND c.eventsource = t.eventsource
  AND c.eventname = t.eventname AND c.minute = t.minute
GROUP BY c.account, c.region, c.eventsource, c.system, c.component, c.principal, c.useragent
ORDER BY calls DESC
