SELECT useridentity.arn, eventname, min(eventtime) AS first FROM cloudtrail_logs GROUP BY useridentity.arn, eventname
