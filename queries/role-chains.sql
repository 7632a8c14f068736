-- title: Role chains
-- description: Roles that take other roles: from which to which, how often, and from how many sessions.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT useridentity.sessioncontext.sessionissuer.arn AS role,
  json_extract_scalar(requestparameters, '$.roleArn') AS taken,
  count(*) AS times,
  count(DISTINCT useridentity.arn) AS sessions,
  count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname = 'AssumeRole' AND useridentity.type = 'AssumedRole'
GROUP BY 1, 2
ORDER BY times DESC
