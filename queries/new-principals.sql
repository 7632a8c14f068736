-- title: New principals
-- description: Roles, users and other identities seen for the first time since a moment, and what they did.
-- parameter: since time = T-7d First calls from here on are new.
-- tags: new, identities
SELECT min(eventtime) AS first,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  useridentity.type, count(*) AS calls, count(DISTINCT eventname) AS apis,
  count_if(readonly = 'false') AS changes, count_if(errorcode IS NOT NULL) AS failed,
  count(DISTINCT useragent) AS clients, max(useragent) AS one_client
FROM cloudtrail_logs
GROUP BY 2, 3
HAVING min(eventtime) >= :since
ORDER BY first DESC
