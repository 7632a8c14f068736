import type { Call } from '../model.ts';
import type { Person } from './people.ts';

const GO_V2 = 'os/linux lang/go#1.24.4 md/GOOS#linux md/GOARCH#amd64';

/** Terraform: the provider's SDK adds the service's own client version. */
export function terraformAgent(call: Call): string {
  return `APN/1.0 HashiCorp/1.0 Terraform/1.12.2 (+https://www.terraform.io) terraform-provider-aws/6.0.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.5 ua/2.1 ${GO_V2} api/${sdkName(call)}#1.${minorOf(call)}.0 m/q,E`;
}

/** The Go SDK without a name of its own, as YACE and external-dns use it. */
export function goAgent(version: string): (call: Call) => string {
  return (call) => `aws-sdk-go-v2/${version} ${GO_V2} api/${sdkName(call)}#1.${minorOf(call)}.1`;
}

export const KARPENTER_AGENT = `aws-sdk-go-v2/1.36.5 ua/2.1 ${GO_V2} karpenter.sh-1.5.0 m/E,k`;
export const AUTOSCALER_AGENT =
  'aws-sdk-go/1.55.5 (go1.24.2; linux; amd64) cluster-autoscaler/1.32.1';
export const LOAD_BALANCER_CONTROLLER_AGENT = `elbv2.k8s.aws/v2.13.3 aws-sdk-go-v2/1.36.3 ${GO_V2}`;
export const EBS_CSI_AGENT = `aws-sdk-go-v2/1.36.5 ua/2.1 ${GO_V2} exec-env/aws-ebs-csi-driver-v1.45.0 m/E,k`;
export const DATADOG_AGENT = 'Datadog/1.0 aws-sdk-go-v2/1.36.1 os/linux lang/go#1.23.9';
export const CREDENTIALS_ACTION_AGENT =
  'aws-sdk-js/3.826.0 ua/2.1 os/linux#6.11.0-1015-azure lang/js md/nodejs#20.19.2 api/sts#3.826.0 configure-aws-credentials-for-github-actions';
export const SSM_AGENT = 'aws-sdk-go/1.55.5 (go1.23.8; linux; amd64) amazon-ssm-agent/3.3.2299.0';
export const UNKNOWN_AGENT = 'inventory-sync/0.3 (build 1187; +no-reply) libcurl/7.61.1';
export const ATTACKER_AGENT =
  'Boto3/1.34.14 md/Botocore#1.34.14 ua/2.0 os/linux#6.6.9-amd64 md/arch#x86_64 lang/python#3.11.8 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.14';

/** Python in a Lambda function. */
export const LAMBDA_PYTHON_AGENT =
  'Boto3/1.38.36 md/Botocore#1.38.36 ua/2.1 os/linux#5.10.236-255.966.amzn2.x86_64 md/arch#x86_64 lang/python#3.12.10 md/pyimpl#CPython exec-env/AWS_Lambda_python3.12 cfg/retry-mode#standard Botocore/1.38.36';
/** Java on an EC2 instance. */
export const JAVA_AGENT =
  'aws-sdk-java/2.31.63 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.134-152.225.amzn2023.x86_64 lang/java#21.0.7 md/OpenJDK_64-Bit_Server_VM#21.0.7+6-LTS md/vendor#Amazon.com_Inc. m/D,0';

/** The console's own back end, when it calls for the browser. */
export const S3_CONSOLE_AGENT =
  '[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.217-183.860.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.412-b09 java/1.8.0_412 vendor/Oracle_Corporation cfg/retry-mode/standard]';
/** Identity Center asking STS for a person's role. */
export const IDENTITY_CENTER_AGENT =
  'aws-internal/3 aws-sdk-java/1.12.750 Linux/5.10.217-183.860.amzn2int.x86_64 OpenJDK_64-Bit_Server_VM/25.412-b09 java/1.8.0_412 vendor/Oracle_Corporation cfg/retry-mode/standard';
/** The access portal's back end in the management account. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: AWS's own build left the placeholder in.
export const PORTAL_AGENT = 'Jersey/${project.version} (HttpUrlConnection 11.0.27)';

/** AWS CLI v2 in a person's terminal; `terminalId` links the commands of one terminal. */
export function cliAgent(
  person: Person,
  terminalId: string,
  source: string,
): (call: Call) => string {
  return (call) =>
    `aws-cli/2.27.41 md/awscrt#0.26.1 ua/2.1 ${person.terminal} lang/python#3.13.4 md/pyimpl#CPython m/${source} cfg/retry-mode#standard md/installer#exe sid/${terminalId} md/prompt#off md/command#${commandOf(call)}`;
}

/** AWS CLI v2 on a GitHub runner. */
export function runnerCliAgent(call: Call): string {
  return `aws-cli/2.27.35 md/awscrt#0.26.1 ua/2.1 os/linux#6.11.0-1015-azure md/arch#x86_64 lang/python#3.13.3 md/pyimpl#CPython m/g cfg/retry-mode#standard md/installer#exe md/distrib#ubuntu.24 md/prompt#off md/command#${commandOf(call)}`;
}

/** AWS CLI v2 in CloudShell, with the console's credentials. */
export function cloudShellAgent(call: Call): string {
  return `aws-cli/2.27.32 md/awscrt#0.26.1 ua/2.1 os/linux#6.1.134-152.225.amzn2023.x86_64 md/arch#x86_64 lang/python#3.13.3 md/pyimpl#CPython exec-env/CloudShell cfg/retry-mode#standard md/installer#exe md/distrib#amzn.2023 md/prompt#off md/command#${commandOf(call)}`;
}

function commandOf(call: Call): string {
  if (call.source === 's3' && call.kind === 'Data') return call.readOnly ? 's3.cp' : 's3.sync';
  return `${cliName(call.source)}.${kebab(call.name.replace(/20\d{6}(v\d)?$/, ''))}`;
}

function kebab(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase();
}

function cliName(source: string): string {
  const names: Readonly<Record<string, string>> = {
    monitoring: 'cloudwatch',
    s3: 's3api',
    elasticloadbalancing: 'elbv2',
  };
  return names[source] ?? source;
}

function sdkName(call: Call): string {
  const names: Readonly<Record<string, string>> = {
    monitoring: 'cloudwatch',
    elasticloadbalancing: 'elasticloadbalancingv2',
    tagging: 'resourcegroupstaggingapi',
    logs: 'cloudwatchlogs',
  };
  return names[call.source] ?? call.source;
}

function minorOf(call: Call): number {
  return 30 + ((call.source.length * 37) % 90);
}
