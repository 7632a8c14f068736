SELECT eventtime, eventname, useridentity.arn FROM cloudtrail_logs WHERE sourceipaddress = '{address}'
