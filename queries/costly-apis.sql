-- title: Calls that cost money
-- description: APIs that AWS charges for by the request, by principal: cost explorer, KMS, metrics, secrets, query engines.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=eventname y=calls
-- tags: noise, cost
SELECT eventsource, eventname,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  count(*) AS calls,
  count(*) / count(DISTINCT substr(eventtime, 1, 10)) AS calls_a_day
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND (
    eventsource IN ('ce.amazonaws.com', 'kms.amazonaws.com', 'athena.amazonaws.com', 'pricing.amazonaws.com')
    OR eventname IN ('GetMetricData', 'GetMetricStatistics', 'PutMetricData', 'GetSecretValue',
      'BatchGetSecretValue', 'StartQuery', 'StartQueryExecution', 'InvokeModel', 'PutEvaluations')
  )
GROUP BY 1, 2, 3
ORDER BY calls DESC
