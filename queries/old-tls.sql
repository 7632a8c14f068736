-- title: Clients with old TLS
-- description: Clients that still speak TLS before 1.2, by principal and service; AWS will turn them away.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- tags: network
SELECT tlsdetails.tlsversion AS tls,
  coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid) AS principal,
  useragent, eventsource, count(*) AS calls, max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to
  AND tlsdetails.tlsversion IN ('TLSv1', 'TLSv1.0', 'TLSv1.1', 'SSLv3')
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC
