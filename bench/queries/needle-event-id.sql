SELECT * FROM cloudtrail_logs WHERE eventid = '{event_id}'
