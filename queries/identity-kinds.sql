-- title: Calls by kind of identity
-- description: How much of the traffic is roles, users, services and root, and how much of it was changes.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=type y=calls
-- tags: identities
SELECT coalesce(useridentity.type, 'none') AS type,
  count(*) AS calls,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  count_if(readonly = 'false') AS changes,
  count_if(errorcode IS NOT NULL) AS failed
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1
ORDER BY calls DESC
