SELECT eventname, errorcode, eventsource, awsregion, useragent, useridentity_principalid, count(*) AS count FROM events
WHERE errorcode = 'Client.RequestLimitExceeded' AND eventtime BETWEEN '2026-06-15T00:00:00Z' AND '2026-06-15T23:59:59Z'
GROUP BY ALL ORDER BY count DESC
