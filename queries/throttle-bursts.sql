-- title: Bursts of throttling
-- description: Minutes in which one principal was throttled again and again: a client that repeats without waiting.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: least integer = 3 Fewest throttled calls in a minute.
-- tags: throttling
SELECT substr(eventtime, 1, 16) AS minute, system, component,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, awsregion AS region, eventsource, eventname, useragent,
  count(*) AS throttled
FROM calls
WHERE eventtime >= :from AND eventtime < :to AND outcome = 'throttled'
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
HAVING count(*) >= :least
ORDER BY throttled DESC, minute
