-- title: Throttling by the minute
-- description: Calls and throttled calls in each minute that had any, of the services that match.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: service pattern = % Event source, such as ec2.amazonaws.com.
-- chart: line x=minute y=throttled
-- tags: throttling
WITH seen AS (
  SELECT substr(eventtime, 1, 16) AS minute,
    outcome = 'throttled' AS is_throttled
  FROM calls
  WHERE eventtime >= :from AND eventtime < :to AND eventsource LIKE :service
)
SELECT minute, count_if(is_throttled) AS throttled, count(*) AS calls
FROM seen
GROUP BY minute
HAVING count_if(is_throttled) > 0
ORDER BY minute
