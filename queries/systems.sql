-- title: Systems
-- description: Which systems called: calls, refusals, throttles and other errors, with how many principals in how many accounts.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=system y=calls
-- tags: systems
SELECT system, count(*) AS calls,
  count_if(outcome = 'denied') AS denied,
  count_if(outcome = 'throttled') AS throttled,
  count_if(outcome = 'error') AS errors,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  count(DISTINCT recipientaccountid) AS accounts,
  min(eventtime) AS first, max(eventtime) AS last
FROM calls
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1
ORDER BY calls DESC, system
