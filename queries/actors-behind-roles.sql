-- title: Who stands behind roles
-- description: For each role the people and workloads at the top of its chains, with their calls and sessions.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT useridentity.sessioncontext.sessionissuer.arn AS role, actor,
  count(*) AS calls, count(DISTINCT useridentity.arn) AS sessions,
  count_if(readonly = 'false' AND outcome = 'ok') AS changes,
  min(eventtime) AS first, max(eventtime) AS last
FROM calls
WHERE eventtime >= :from AND eventtime < :to AND useridentity.type = 'AssumedRole'
GROUP BY 1, 2
ORDER BY role, calls DESC, actor
