-- title: Links between networks
-- description: Peerings, transit gateways, VPN connections and endpoint services that were asked for, accepted or removed.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: network, changes
SELECT eventtime, recipientaccountid AS account, awsregion AS region, eventname,
  json_extract_scalar(requestparameters, '$.vpcId') AS vpc,
  json_extract_scalar(requestparameters, '$.peerVpcId') AS peer_vpc,
  json_extract_scalar(requestparameters, '$.peerOwnerId') AS peer_account,
  useridentity.arn AS made_by, sourceipaddress, errorcode, requestparameters
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND eventsource = 'ec2.amazonaws.com' AND readonly = 'false'
  AND regexp_like(eventname, '(Peering|TransitGateway|VpnConnection|VpnGateway|VpcEndpointService|ClientVpn)')
ORDER BY eventtime DESC
