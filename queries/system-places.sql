-- title: Where systems call
-- description: Accounts, regions and services of each system, and since when it calls there: what a contract would say.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: systems, new
SELECT system, recipientaccountid AS account, awsregion AS region, eventsource AS service,
  count(*) AS calls, count_if(readonly = 'false') AS changes,
  min(eventtime) AS first, max(eventtime) AS last
FROM calls
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2, 3, 4
ORDER BY first DESC, system, account, region, service
