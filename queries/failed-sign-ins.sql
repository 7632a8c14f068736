-- title: Failed sign-ins
-- description: Console sign-ins that failed, by user and address.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=sourceipaddress y=count
-- tags: console, denied
SELECT useridentity.username, sourceipaddress, errormessage, COUNT(*) AS count, MAX(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND eventname = 'ConsoleLogin' AND errormessage IS NOT NULL
GROUP BY useridentity.username, sourceipaddress, errormessage
ORDER BY count DESC
