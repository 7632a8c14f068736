-- title: Services changed in the console
-- description: Successful changes by hand for each service and account, and by how many people: what should move into code first?
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=eventsource y=changes
-- tags: console, changes
SELECT eventsource, recipientaccountid AS account,
  count(*) AS changes,
  count(DISTINCT useridentity.arn) AS people,
  count(DISTINCT eventname) AS apis,
  max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND sessioncredentialfromconsole = 'true' AND readonly = 'false'
  AND useridentity.invokedby IS NULL AND errorcode IS NULL
GROUP BY 1, 2
ORDER BY changes DESC
