SELECT useridentity.arn, eventname, count(*) AS calls
FROM cloudtrail_logs WHERE errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%UnauthorizedOperation%'
GROUP BY useridentity.arn, eventname ORDER BY calls DESC
