SELECT {columns} FROM events WHERE eventid = '{event_id}'
