-- title: When the console is used
-- description: Console calls by hour of the day (UTC) and account: work at odd hours stands out.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: heat x=hour y=calls by=account
-- tags: console
SELECT recipientaccountid AS account, substr(eventtime, 12, 2) AS hour,
  count(*) AS calls,
  count_if(readonly = 'false') AS changes,
  count(DISTINCT useridentity.arn) AS people
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND sessioncredentialfromconsole = 'true' AND useridentity.invokedby IS NULL
GROUP BY 1, 2
ORDER BY account, hour
