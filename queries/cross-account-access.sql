-- title: Access across accounts
-- description: Calls received by an account from identities of another one, by principal and service.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT useridentity.accountid AS from_account, recipientaccountid AS to_account,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  eventsource, count(*) AS calls, count_if(readonly = 'false') AS changes,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND useridentity.accountid <> recipientaccountid
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC
