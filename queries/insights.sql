-- title: Unusual rates
-- description: What CloudTrail Insights saw: unusual rates of calls or errors, with usual and unusual rate a minute and how long it lasted.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: throttling, insights
SELECT sharedeventid,
  min(eventtime) AS started,
  max(CASE WHEN json_extract_scalar(insightdetails, '$.state') = 'End' THEN eventtime END) AS ended,
  max(recipientaccountid) AS account, max(awsregion) AS region,
  max(json_extract_scalar(insightdetails, '$.eventSource')) AS eventsource,
  max(json_extract_scalar(insightdetails, '$.eventName')) AS eventname,
  max(json_extract_scalar(insightdetails, '$.insightType')) AS kind,
  max(json_extract_scalar(insightdetails, '$.errorCode')) AS errorcode,
  max(try_cast(json_extract_scalar(insightdetails, '$.insightContext.statistics.baseline.average') AS double))
    AS usual,
  max(try_cast(json_extract_scalar(insightdetails, '$.insightContext.statistics.insight.average') AS double))
    AS unusual,
  max(try_cast(json_extract_scalar(insightdetails, '$.insightContext.statistics.insightDuration') AS integer))
    AS minutes,
  max(json_extract_scalar(insightdetails, '$.insightContext.attributions[0].insight[0].value')) AS mostby
FROM cloudtrail_insights
WHERE eventtime >= :from AND eventtime < :to
GROUP BY sharedeventid
ORDER BY started DESC
