-- title: Who is being throttled
-- description: Throttled calls by API, region, client and principal, the most throttled first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=useragent y=count
-- tags: throttling
SELECT eventname, errorcode, eventsource, awsregion, useragent, useridentity.principalid, COUNT(*) AS count
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND errorcode IN ('ThrottlingException', 'Throttling', 'ThrottledException', 'RequestLimitExceeded',
    'Client.RequestLimitExceeded', 'TooManyRequestsException', 'SlowDown', 'RequestThrottledException',
    'ProvisionedThroughputExceededException')
GROUP BY eventname, errorcode, eventsource, awsregion, useragent, useridentity.principalid
ORDER BY count DESC
