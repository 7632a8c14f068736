SELECT useridentity_arn, eventname, min(eventtime) AS first FROM events GROUP BY ALL
