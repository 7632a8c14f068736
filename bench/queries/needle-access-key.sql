SELECT * FROM cloudtrail_logs WHERE useridentity.accesskeyid = '{access_key}'
