-- title: Calls before and after a moment
-- description: Calls of each principal and API in a window before and after a moment, the greatest change first: what began when the trouble began?
-- parameter: at timestamp The moment, such as the first throttled call.
-- parameter: window duration = 30m How long before and after.
-- parameter: service pattern = % Event source, such as ec2.amazonaws.com.
-- tags: throttling, noise
WITH near AS (
  SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
    useragent, eventsource, eventname, from_iso8601_timestamp(eventtime) AS happened
  FROM cloudtrail_logs
  WHERE eventsource LIKE :service
)
SELECT principal, useragent, eventsource, eventname,
  count_if(happened < :at) AS before,
  count_if(happened >= :at) AS after,
  count_if(happened >= :at) - count_if(happened < :at) AS change
FROM near
WHERE happened >= :at - :window AND happened < :at + :window
GROUP BY 1, 2, 3, 4
ORDER BY change DESC, principal
