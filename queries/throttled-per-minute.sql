-- title: Throttling by the minute
-- description: Calls and throttled calls in each minute that had any, of the services that match.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: service pattern = % Event source, such as ec2.amazonaws.com.
-- chart: line x=minute y=throttled
-- tags: throttling
WITH calls AS (
  SELECT substr(eventtime, 1, 16) AS minute,
    regexp_like(errorcode,
      'Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|ThroughputExceeded') AS is_throttled
  FROM cloudtrail_logs
  WHERE eventtime >= :from AND eventtime < :to AND eventsource LIKE :service
)
SELECT minute, count_if(is_throttled) AS throttled, count(*) AS calls
FROM calls
GROUP BY minute
HAVING count_if(is_throttled) > 0
ORDER BY minute
