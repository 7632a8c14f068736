-- title: Newly denied
-- description: Calls that a principal was allowed before and is denied since: a permission was taken away.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: denied, iam
WITH calls AS (
  SELECT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
      useridentity.principalid) AS principal,
    recipientaccountid AS account, eventsource, eventname,
    CASE WHEN errorcode IS NULL THEN eventtime END AS allowed,
    CASE WHEN regexp_like(errorcode, 'AccessDenied|Unauthorized') THEN eventtime END AS denied
  FROM cloudtrail_logs
  WHERE eventtime >= :from AND eventtime < :to
)
SELECT principal, account, eventsource, eventname,
  max(allowed) AS last_allowed, min(denied) AS first_denied, count(denied) AS denials
FROM calls
GROUP BY principal, account, eventsource, eventname
HAVING max(allowed) < min(denied)
ORDER BY first_denied DESC
