-- title: Failed sign-ins
-- description: Console sign-ins that failed, by user and address.
SELECT useridentity.username, sourceipaddress, errormessage, COUNT(*) AS count, MAX(eventtime) AS last
FROM cloudtrail_logs
WHERE eventname = 'ConsoleLogin' AND errormessage IS NOT NULL
GROUP BY useridentity.username, sourceipaddress, errormessage
ORDER BY count DESC
