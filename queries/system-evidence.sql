-- title: Why calls belong to their system
-- description: What decided for a system, how sure that is, and how many calls rest on it.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: systems
SELECT system, component, confidence, system_reason AS reason, count(*) AS calls, max(eventtime) AS last
FROM calls
WHERE eventtime >= :from AND eventtime < :to
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC, system, reason
