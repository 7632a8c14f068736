-- title: Sign-ins without MFA
-- description: Successful console sign-ins of IAM users and root for which AWS saw no MFA. Federated people use the MFA of their provider, which AWS does not see: with all=true they are listed too.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- parameter: all boolean = false Also federated identities and roles.
-- tags: console, identities
SELECT useridentity.arn, useridentity.type, recipientaccountid AS account,
  count(*) AS sign_ins,
  count(DISTINCT sourceipaddress) AS addresses,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname = 'ConsoleLogin'
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
  AND coalesce(json_extract_scalar(additionaleventdata, '$.MFAUsed'), 'No') <> 'Yes'
  AND (:all OR useridentity.type IN ('IAMUser', 'Root'))
GROUP BY 1, 2, 3
ORDER BY sign_ins DESC
