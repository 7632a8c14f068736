-- title: Who calls most
-- description: Calls, errors and distinct APIs by principal and client.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=principal y=calls
-- tags: noise
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  useragent, count(*) AS calls, count(errorcode) AS errors, count(DISTINCT eventname) AS apis
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2
ORDER BY calls DESC
