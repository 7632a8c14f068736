-- title: Console changes taken up by Terraform
-- description: Changes by hand after which Terraform called the same API in that account and region, with the time between them.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: terraform, console, changes
WITH by_hand AS (
  SELECT eventid, eventtime, recipientaccountid, awsregion, eventsource, eventname, useridentity.arn AS person
  FROM cloudtrail_logs
  WHERE eventtime >= :from AND eventtime < :to
    AND sessioncredentialfromconsole = 'true' AND readonly = 'false' AND errorcode IS NULL
    AND useridentity.invokedby IS NULL
),
by_code AS (
  SELECT eventid, eventtime, recipientaccountid, awsregion, eventsource, eventname
  FROM cloudtrail_logs
  WHERE useragent LIKE '%Terraform/%' AND readonly = 'false' AND errorcode IS NULL
)
SELECT h.eventtime AS changed, h.person, h.recipientaccountid AS account, h.awsregion AS region,
  h.eventsource, h.eventname, min(c.eventtime) AS codified, min_by(c.eventid, c.eventtime) AS codified_by,
  h.eventid
FROM by_hand h
JOIN by_code c ON h.recipientaccountid = c.recipientaccountid AND h.awsregion = c.awsregion
  AND h.eventsource = c.eventsource AND h.eventname = c.eventname AND c.eventtime > h.eventtime
GROUP BY h.eventid, h.eventtime, h.person, h.recipientaccountid, h.awsregion, h.eventsource, h.eventname
ORDER BY changed DESC
