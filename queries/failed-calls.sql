-- title: Failed calls
-- description: Errors of all kinds by code and API, with the principals they hit and one message each.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=errorcode y=failed
-- tags: denied, noise
SELECT errorcode, eventsource, eventname, count(*) AS failed,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  max(eventtime) AS last, max_by(errormessage, eventtime) AS last_message
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND errorcode IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY failed DESC
