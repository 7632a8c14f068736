-- title: Callers without a system
-- description: What no rule of systems names, by principal and client: each wants a rule, or an explanation.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: systems, new
SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  useragent, count(*) AS calls, count(DISTINCT eventsource) AS services,
  count_if(outcome <> 'ok') AS failed, min(eventtime) AS first, max(eventtime) AS last
FROM calls
WHERE eventtime >= :from AND eventtime < :to AND system = 'Unknown'
GROUP BY 1, 2
ORDER BY calls DESC, principal, useragent
