-- title: One event
-- description: Everything that is known of one event, and of the copies that other accounts received of it.
-- parameter: id text The event's id, or the shared id of its copies.
-- tags: changes
SELECT *
FROM cloudtrail_logs
WHERE eventid = :id OR sharedeventid = :id
ORDER BY recipientaccountid
