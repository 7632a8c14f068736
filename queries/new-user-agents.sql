-- title: New clients
-- description: User agents seen for the first time since a moment, and who used them.
-- parameter: since time = T-7d First calls from here on are new.
-- tags: new
SELECT min(eventtime) AS first, useragent, count(*) AS calls,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  min_by(coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid), eventtime) AS first_principal,
  count(DISTINCT eventname) AS apis, count_if(readonly = 'false') AS changes
FROM cloudtrail_logs
WHERE useragent IS NOT NULL
GROUP BY useragent
HAVING min(eventtime) >= :since
ORDER BY first DESC
