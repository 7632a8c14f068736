-- title: Changes of networks
-- description: Changes of VPCs, subnets, routes, gateways, access lists, endpoints and flow logs, newest first.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: network, changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventname,
  coalesce(json_extract_scalar(requestparameters, '$.vpcId'),
    json_extract_scalar(requestparameters, '$.routeTableId'),
    json_extract_scalar(requestparameters, '$.networkAclId'),
    json_extract_scalar(requestparameters, '$.subnetId')) AS target,
  useridentity.arn AS made_by, sourceipaddress, useragent, errorcode, requestparameters
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'ec2.amazonaws.com' AND readonly = 'false'
  AND regexp_like(eventname,
    '(Vpc|Subnet|Route|InternetGateway|NatGateway|NetworkAcl|DhcpOptions|FlowLogs|VpnConnection|Address)')
  AND NOT regexp_like(eventname, '(Peering|TransitGateway)')
ORDER BY eventtime DESC
