-- title: Calls by account and service
-- description: Calls, changes and errors by account and service, the busiest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=eventsource y=calls
-- tags: noise, organisation
SELECT recipientaccountid AS account, eventsource, count(*) AS calls,
  count_if(readonly = 'false') AS changes,
  count_if(errorcode IS NOT NULL) AS failed,
  count(DISTINCT awsregion) AS regions
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2
ORDER BY calls DESC
