-- title: Who is being throttled
-- description: Throttled calls by API, region, client and principal, the most throttled first.
SELECT eventname, errorcode, eventsource, awsregion, useragent, useridentity.principalid, COUNT(*) AS count
FROM cloudtrail_logs
WHERE errorcode IN ('ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'Client.RequestLimitExceeded', 'TooManyRequestsException', 'SlowDown')
GROUP BY eventname, errorcode, eventsource, awsregion, useragent, useridentity.principalid
ORDER BY count DESC
