SELECT eventtime[:13] AS hour, count(*) AS calls, count(errorcode) AS errors FROM events GROUP BY hour ORDER BY hour
