-- title: Who polls most
-- description: Describe, List and Get calls by client: calls a day and the share of all calls; candidates for caching or a slower beat.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=useragent y=reads
-- tags: noise, throttling
SELECT useragent,
  count(*) AS reads,
  count(*) / count(DISTINCT substr(eventtime, 1, 10)) AS reads_a_day,
  count(DISTINCT eventname) AS apis,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  max_by(eventname, eventtime) AS last_api,
  count_if(errorcode IN ('ThrottlingException', 'Throttling', 'ThrottledException', 'RequestLimitExceeded',
    'Client.RequestLimitExceeded', 'TooManyRequestsException', 'SlowDown', 'RequestThrottledException',
    'ProvisionedThroughputExceededException')) AS throttled
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND regexp_like(eventname, '^(Describe|List|Get|BatchGet|Lookup|Search|Scan|Query)')
  AND useridentity.invokedby IS NULL
GROUP BY 1
ORDER BY reads DESC
