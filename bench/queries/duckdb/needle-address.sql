SELECT eventtime, eventname, useridentity_arn FROM events WHERE sourceipaddress = '{address}'
