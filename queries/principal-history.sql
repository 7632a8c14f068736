-- title: What a principal did
-- description: Calls of the principals that match, by API, region and client, with first and last use.
-- parameter: principal pattern ARN of a role, user or session; % stands for anything.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT eventsource, eventname, recipientaccountid AS account, awsregion AS region, useragent,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND (useridentity.arn LIKE :principal OR useridentity.sessioncontext.sessionissuer.arn LIKE :principal)
GROUP BY 1, 2, 3, 4, 5
ORDER BY calls DESC
