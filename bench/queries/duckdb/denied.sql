SELECT useridentity_arn, eventname, count(*) AS calls FROM events
WHERE errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%UnauthorizedOperation%' GROUP BY ALL ORDER BY calls DESC
