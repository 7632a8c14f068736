-- title: Who decrypts with which key
-- description: Decryptions and data keys by KMS key and principal; with the service that asked for them, if one did.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=principal y=calls
-- tags: kms, data
SELECT element_at(resources, 1).arn AS key,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  useridentity.invokedby AS through, eventname,
  count(*) AS calls, count_if(errorcode IS NOT NULL) AS failed,
  min(eventtime) AS first, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'kms.amazonaws.com'
  AND eventname IN ('Decrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncrypt', 'Encrypt')
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC
