-- title: Changes beside Terraform
-- description: APIs by which Terraform makes changes and others do too, in the same account: where code and reality may part.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: terraform, changes
WITH changes AS (
  SELECT recipientaccountid AS account, eventsource, eventname, eventtime, useridentity.arn AS arn,
    sessioncredentialfromconsole = 'true' AS is_by_hand,
    coalesce(useragent LIKE '%Terraform/%', FALSE) AS is_terraform
  FROM cloudtrail_logs
  WHERE eventtime >= :from AND eventtime < :to
    AND readonly = 'false' AND errorcode IS NULL AND useridentity.invokedby IS NULL
    AND eventsource NOT IN ('sts.amazonaws.com', 'signin.amazonaws.com')
)
SELECT account, eventsource, eventname,
  count_if(is_terraform) AS by_terraform,
  count_if(NOT is_terraform) AS by_others,
  count_if(is_by_hand) AS in_console,
  max(eventtime) FILTER (WHERE NOT is_terraform) AS last_by_others,
  max_by(arn, eventtime) FILTER (WHERE NOT is_terraform) AS last_other
FROM changes
GROUP BY account, eventsource, eventname
HAVING count_if(is_terraform) > 0 AND count_if(NOT is_terraform) > 0
ORDER BY by_others DESC
