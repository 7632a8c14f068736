SELECT eventtime, eventname, useridentity_arn FROM events WHERE contains(requestparameters, 'AdministratorAccess')
