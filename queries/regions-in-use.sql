-- title: Regions in use
-- description: Calls, changes and principals by account and region: a region with few calls is worth a look.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: heat x=region y=calls by=account
-- tags: new, network
SELECT recipientaccountid AS account, awsregion AS region,
  count(*) AS calls, count_if(readonly = 'false') AS changes,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  count(DISTINCT eventsource) AS services,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2
ORDER BY account, calls DESC
