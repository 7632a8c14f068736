/** Services whose name is not simply their event source in capitals. */
const SERVICES: Readonly<Record<string, string>> = {
  'access-analyzer': 'Access Analyzer',
  apigateway: 'API Gateway',
  'application-autoscaling': 'Application Auto Scaling',
  autoscaling: 'Auto Scaling',
  billingconsole: 'Billing',
  cloudformation: 'CloudFormation',
  cloudfront: 'CloudFront',
  cloudshell: 'CloudShell',
  cloudtrail: 'CloudTrail',
  codebuild: 'CodeBuild',
  codepipeline: 'CodePipeline',
  'cognito-idp': 'Cognito',
  'devops-guru': 'DevOps Guru',
  dynamodb: 'DynamoDB',
  elasticache: 'ElastiCache',
  elasticfilesystem: 'EFS',
  elasticloadbalancing: 'Load Balancing',
  es: 'OpenSearch',
  events: 'EventBridge',
  glue: 'Glue',
  inspector2: 'Inspector',
  guardduty: 'GuardDuty',
  logs: 'CloudWatch Logs',
  monitoring: 'CloudWatch',
  'resource-explorer-2': 'Resource Explorer',
  rolesanywhere: 'Roles Anywhere',
  route53: 'Route 53',
  route53resolver: 'Route 53 Resolver',
  secretsmanager: 'Secrets Manager',
  securityhub: 'Security Hub',
  servicequotas: 'Service Quotas',
  sso: 'Identity Center',
  states: 'Step Functions',
  signin: 'Sign-in',
  ssm: 'Systems Manager',
  tagging: 'Tag Editor',
};

/** `ec2.amazonaws.com` as `EC2`. */
export function serviceName(source: string): string {
  const service = source.replace(/\.(amazonaws\.com|aws\.internal)$/, '');
  if (Object.hasOwn(SERVICES, service)) return SERVICES[service] ?? service;
  if (/^[a-z0-9]{2,5}$/.test(service)) return service.toUpperCase();
  return (service.charAt(0).toUpperCase() + service.slice(1)).replaceAll('-', ' ');
}

/** `DescribeDBInstances` as its verb and `DB instances`; the version that Lambda writes behind is left out. */
export function nameParts(eventName: string): { readonly verb: string; readonly noun: string } {
  const bare = eventName.replace(/_?\d{8}(v\d+)?$|_?\d{4}_\d{2}_\d{2}$/, '');
  const words = bare.match(/[A-Z]+(?![a-z])s?\d*|[A-Z]?[a-z]+\d*|\d+/g) ?? [bare];
  const [verb = bare, ...noun] = words;
  return { verb, noun: noun.map(lower).join(' ') };
}

/** Abbreviations that names of APIs write as words. */
const SHORT = /^(acl|arn|cidr|dhcp|dns|ebs|fpga|iam|ip|kms|mfa|nat|ssh|ssl|tls|url|vpc|vpn)(s?)$/;

/** `DB` and `VPCs` stay as they are, `Vpcs` becomes it. */
function lower(word: string): string {
  if (/^[A-Z]{2,}s?\d*$/.test(word)) return word;
  const [, short, plural = ''] = SHORT.exec(word.toLowerCase()) ?? [];
  return short === undefined ? word.toLowerCase() : short.toUpperCase() + plural;
}

/** The page that a read stands for: `Instances`. */
export function pageName(eventName: string): string {
  const { verb, noun } = nameParts(eventName);
  return noun === '' ? verb : noun.charAt(0).toUpperCase() + noun.slice(1);
}

const PAST: Readonly<Record<string, string>> = {
  Begin: 'began',
  Put: 'set',
  Reset: 'reset',
  Run: 'ran',
  Send: 'sent',
  Set: 'set',
  Shut: 'shut',
  Stop: 'stopped',
  Submit: 'submitted',
  Undo: 'undid',
  Unset: 'unset',
};

/** `Modify` as `modified`. */
export function pastOf(verb: string): string {
  const known = PAST[verb];
  if (known !== undefined) return known;
  const word = verb.toLowerCase();
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ied`;
  return word.endsWith('e') ? `${word}d` : `${word}ed`;
}
