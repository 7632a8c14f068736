-- title: Changes of the organisation
-- description: Accounts, policies, delegations and permission sets that were made, moved, changed or removed.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: changes, organisation
SELECT eventtime, recipientaccountid AS account, eventsource, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.accountId'),
    json_extract_scalar(requestparameters, '$.targetId'),
    json_extract_scalar(requestparameters, '$.policyId'),
    json_extract_scalar(requestparameters, '$.permissionSetArn')) AS target,
  useridentity.arn AS made_by, sourceipaddress, errorcode, requestparameters, eventid
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource IN ('organizations.amazonaws.com', 'sso.amazonaws.com', 'sso-directory.amazonaws.com',
    'identitystore.amazonaws.com', 'controltower.amazonaws.com', 'ram.amazonaws.com', 'account.amazonaws.com')
  AND readonly = 'false' AND eventname NOT IN ('Federate', 'Authenticate', 'Logout')
ORDER BY eventtime DESC
