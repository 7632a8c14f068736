-- title: Logging switched off or weakened
-- description: Calls against trails, event data stores, Config, GuardDuty, Security Hub, flow logs and log groups, successful or not.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: logging
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventsource, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.name'),
    json_extract_scalar(requestparameters, '$.trailName'),
    json_extract_scalar(requestparameters, '$.detectorId'),
    json_extract_scalar(requestparameters, '$.configurationRecorderName'),
    json_extract_scalar(requestparameters, '$.logGroupName'),
    json_extract_scalar(requestparameters, '$.eventDataStore')) AS target,
  useridentity.arn AS made_by, useridentity.accesskeyid AS access_key, sourceipaddress, errorcode, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventname IN ('StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors',
    'DeleteEventDataStore', 'StopEventDataStoreIngestion', 'UpdateEventDataStore',
    'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'DeleteConfigRule',
    'DeleteDetector', 'UpdateDetector', 'CreateFilter', 'CreateIPSet', 'DisassociateFromMasterAccount',
    'DisassociateMembers', 'DisableSecurityHub', 'DeleteFlowLogs', 'DeleteLogGroup', 'DeleteLogStream',
    'PutRetentionPolicy', 'DeleteSubscriptionFilter', 'DeleteMetricFilter', 'DeleteAlarms', 'DisableAlarmActions',
    'PutBucketLogging')
ORDER BY eventtime DESC
