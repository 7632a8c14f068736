-- title: Terminals of people
-- description: Sessions of the AWS command line by terminal: the commands of one terminal across keys and roles.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: identities
SELECT regexp_extract(useragent, 'sid/([0-9a-f]+)', 1) AS terminal,
  min(eventtime) AS first, max(eventtime) AS last,
  count(*) AS calls,
  count(DISTINCT useridentity.accesskeyid) AS keys,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  count_if(readonly = 'false') AS changes,
  max(useridentity.arn) AS one_arn
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND regexp_like(useragent, 'sid/[0-9a-f]+')
GROUP BY 1
ORDER BY first DESC
