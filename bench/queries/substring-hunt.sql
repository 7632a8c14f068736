SELECT eventtime, eventname, useridentity.arn FROM cloudtrail_logs WHERE requestparameters LIKE '%AdministratorAccess%'
