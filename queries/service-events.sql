-- title: What AWS did on its own
-- description: Events of AWS services that nobody called: rotations, health, scaling, by service and name.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: changes
SELECT eventsource, eventname, recipientaccountid AS account, count(*) AS events,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND eventtype = 'AwsServiceEvent'
GROUP BY 1, 2, 3
ORDER BY events DESC
