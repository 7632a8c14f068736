-- title: Opened to the world
-- description: Inbound rules for every address that were allowed, and whether the same group was closed again later.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: network
WITH opened AS (
  SELECT eventtime, recipientaccountid, awsregion, useridentity.arn AS made_by, eventid,
    json_extract_scalar(requestparameters, '$.groupId') AS security_group,
    json_extract_scalar(requestparameters, '$.ipPermissions.items[0].fromPort') AS port
  FROM cloudtrail_logs
  WHERE eventtime >= :from AND eventtime < :to
    AND eventname = 'AuthorizeSecurityGroupIngress' AND errorcode IS NULL
    AND (requestparameters LIKE '%0.0.0.0/0%' OR requestparameters LIKE '%::/0%')
),
closed AS (
  SELECT json_extract_scalar(requestparameters, '$.groupId') AS security_group, max(eventtime) AS closed
  FROM cloudtrail_logs
  WHERE eventname = 'RevokeSecurityGroupIngress' AND errorcode IS NULL
    AND (requestparameters LIKE '%0.0.0.0/0%' OR requestparameters LIKE '%::/0%')
  GROUP BY 1
)
SELECT o.eventtime AS opened, o.recipientaccountid AS account, o.awsregion AS region, o.security_group, o.port,
  o.made_by, CASE WHEN c.closed >= o.eventtime THEN c.closed END AS closed, o.eventid
FROM opened o
LEFT JOIN closed c ON o.security_group = c.security_group
ORDER BY opened DESC
