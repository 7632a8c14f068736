-- title: Calls by the day
-- description: Calls, changes, errors and active principals of each day.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: line x=day y=calls
-- tags: noise
SELECT substr(eventtime, 1, 10) AS day, count(*) AS calls,
  count_if(readonly = 'false') AS changes,
  count_if(errorcode IS NOT NULL) AS failed,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1
ORDER BY day
