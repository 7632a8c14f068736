-- title: New services
-- description: Services that an account used for the first time since a moment.
-- parameter: since time = T-7d First calls from here on are new.
-- tags: new
SELECT min(eventtime) AS first, recipientaccountid AS account, eventsource, count(*) AS calls,
  count_if(readonly = 'false') AS changes,
  min_by(coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid), eventtime) AS first_principal
FROM cloudtrail_logs
GROUP BY recipientaccountid, eventsource
HAVING min(eventtime) >= :since
ORDER BY first DESC
