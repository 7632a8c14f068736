-- title: Busiest APIs
-- description: APIs by calls, with callers, errors and calls a day: where the volume of the logs comes from.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=eventname y=calls
-- tags: noise
SELECT eventsource, eventname, readonly, count(*) AS calls,
  count(*) / count(DISTINCT substr(eventtime, 1, 10)) AS calls_a_day,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  count_if(errorcode IS NOT NULL) AS failed
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2, 3
ORDER BY calls DESC
