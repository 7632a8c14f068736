-- title: Who changes what
-- description: Successful changes by principal, service and API, without the calls that services make on their own.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=principal y=changes
-- tags: changes
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, eventsource, eventname,
  count(*) AS changes, count(DISTINCT awsregion) AS regions,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND readonly = 'false' AND errorcode IS NULL
  AND useridentity.invokedby IS NULL AND useridentity.type <> 'AWSService'
GROUP BY 1, 2, 3, 4
ORDER BY changes DESC
