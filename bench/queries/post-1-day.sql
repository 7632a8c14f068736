SELECT eventname, errorcode, eventsource, awsregion, useragent, useridentity.principalid, COUNT(*) count
FROM {table_name} WHERE errorcode = 'Client.RequestLimitExceeded'
AND eventtime BETWEEN '2026-06-15T00:00:00Z' AND '2026-06-15T23:59:59Z'
GROUP BY useridentity.principalid, errorcode, awsregion, eventsource, useragent, eventname ORDER BY count desc
