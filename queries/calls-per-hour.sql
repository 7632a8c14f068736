-- title: Calls by hour and service
-- description: Calls of each service by hour of the day (UTC): jobs that run by the clock show as columns.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: heat x=hour y=calls by=eventsource
-- tags: noise
SELECT eventsource, substr(eventtime, 12, 2) AS hour, count(*) AS calls,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2
ORDER BY eventsource, hour
