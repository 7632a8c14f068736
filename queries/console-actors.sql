-- title: Who acts in the console
-- description: People and roles whose calls came from a console session: how much, how much of it was changes, and when last.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=session y=calls
-- tags: console, identities
SELECT split_part(useridentity.arn, '/', 3) AS session,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  recipientaccountid AS account,
  count(*) AS calls,
  count_if(readonly = 'false') AS changes,
  count(DISTINCT substr(eventtime, 1, 10)) AS days,
  max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND sessioncredentialfromconsole = 'true' AND useridentity.invokedby IS NULL
GROUP BY 1, 2, 3
ORDER BY calls DESC
