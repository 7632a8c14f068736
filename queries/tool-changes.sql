-- title: Changes by tool
-- description: Successful changes by tool and service: Terraform, CloudFormation, pipelines, Kubernetes, the command line and the console.
-- parameter: from time = start First moment looked at.
-- parameter: to time = end End of the time looked at.
-- chart: bars x=tool y=changes
-- tags: terraform, changes
SELECT CASE
    WHEN useridentity.invokedby IS NOT NULL OR useridentity.type = 'AWSService' THEN 'AWS service'
    WHEN sessioncredentialfromconsole = 'true' THEN 'console'
    WHEN useragent LIKE '%Terraform/%' THEN 'Terraform'
    WHEN useragent LIKE '%Pulumi/%' THEN 'Pulumi'
    WHEN useragent LIKE '%karpenter%' OR useragent LIKE '%kubernetes/%' OR useragent LIKE '%elbv2.k8s.aws%'
      OR useragent LIKE '%aws-ebs-csi-driver%' OR useragent LIKE '%cluster-autoscaler%' THEN 'Kubernetes'
    WHEN useragent LIKE '%aws-cli/%' THEN 'command line'
    WHEN useragent LIKE '%AWS_Lambda%' THEN 'Lambda function'
    ELSE 'other program'
  END AS tool,
  eventsource, count(*) AS changes,
  count(DISTINCT eventname) AS apis,
  count(DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby,
    useridentity.principalid)) AS principals,
  max(eventtime) AS last
FROM cloudtrail_logs
WHERE eventtime >= :from AND eventtime < :to AND readonly = 'false' AND errorcode IS NULL
GROUP BY 1, 2
ORDER BY changes DESC
