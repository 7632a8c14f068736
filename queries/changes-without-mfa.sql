-- title: Changes by users without MFA
-- description: Successful changes by IAM users and root whose session had no MFA, or whose key is long-lived.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities, changes, root
SELECT useridentity.arn, useridentity.accesskeyid AS access_key, recipientaccountid AS account,
  eventsource, eventname,
  count(*) AS changes, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND useridentity.type IN ('IAMUser', 'Root') AND readonly = 'false' AND errorcode IS NULL
  AND useridentity.invokedby IS NULL AND eventname <> 'ConsoleLogin'
  AND coalesce(useridentity.sessioncontext.attributes.mfaauthenticated, 'false') <> 'true'
GROUP BY 1, 2, 3, 4, 5
ORDER BY last DESC
