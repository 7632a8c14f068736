-- title: Calls that always fail
-- description: A principal that calls an API over and over and never succeeds: something broken that nobody looks at.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: least integer = 10 Fewest calls to be listed.
-- tags: noise, denied
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account, awsregion AS region, eventsource, eventname,
  count(*) AS calls, max(errorcode) AS errorcode, max(errormessage) AS one_message,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2, 3, 4, 5
HAVING count(*) >= :least AND count(*) = count(errorcode)
ORDER BY calls DESC
