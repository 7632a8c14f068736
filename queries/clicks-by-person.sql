-- title: Clicks by person
-- description: Who used the console or CloudShell, by the person behind the session, and how that is known: flag, agent, cloudshell.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=actor y=calls
-- tags: console, identities
SELECT actor, console AS how, count(*) AS calls,
  count_if(readonly = 'false' AND outcome = 'ok') AS changes,
  count_if(outcome = 'denied') AS denied,
  count(DISTINCT recipientaccountid) AS accounts,
  min(eventtime) AS first, max(eventtime) AS last
FROM calls
WHERE eventtime >= :from AND eventtime < :to AND console <> 'none'
GROUP BY 1, 2
ORDER BY calls DESC, actor, how
