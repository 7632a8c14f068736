import { quoted } from '../typed.ts';
import { stored } from './table.ts';

/** Regular expressions, of RE2 and of JavaScript alike, that tell user agents. */
type AgentPatterns = readonly string[];

/**
 * What user agents tell of the console. Rules in `systems/` name these by their keys, so that a system and the column
 * `console` of `calls` say the same.
 */
export const CONSOLE_AGENTS = {
  /** Pages of the console and what stands behind them. */
  console: [
    String.raw`^(console|signin|support-console)(\.[\w-]+)*\.amazonaws\.com$`,
    '^(AWS Console S3, )?S3Console/',
    '^EC2Console(Frontend|Backend)',
    '^(AWS CloudWatch Console|RDS Console|AWSCloudTrail, aws-internal/|AWS Signin|AWSConsole$)',
    'AWSLambdaConsole',
  ],
  browser: ['^(SRPS/)?Mozilla/'],
  cloudshell: [String.raw`\bexec-env/CloudShell\b`],
  /** Command lines and SDKs: with the flag they use what a console session was given, which is no click. */
  tool: [
    '^(aws-cli|aws-sdk-|Boto3|Botocore|APN/|HashiCorp/|Terraform/|AWSPowerShell|aws-cdk|aws-toolkit|Go-http-client|python-requests)',
  ],
} as const satisfies Readonly<Record<string, AgentPatterns>>;

/** Agents of AWS's own clients, of which the console is one. */
const INSIDE: AgentPatterns = [String.raw`^(AWS Internal$|aws-internal/3\b|Coral/)`];
/** Since this version the flag tells the console from the others: CloudTrail User Guide, "CloudTrail record contents". */
const FLAGGED_SINCE = '1.08';

/**
 * Clicks: the flag that CloudTrail sets, or an agent of the console; never what a service does on somebody's behalf,
 * what happens by itself, or a sign-in. Anybody's browser opens objects of S3, and says no more than that it is one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function consoleOf(alias: string): string {
  const of = (name: string) => stored(alias, name);
  const agent = `regexp_replace(${of('useragent')}, '^\\[(.*)\\]$', '\\1')`;
  const is = (patterns: AgentPatterns) => `regexp_matches(${agent}, ${quoted(patterns.join('|'))})`;
  const { console, browser, cloudshell, tool } = CONSOLE_AGENTS;
  const [type, invokedBy] = [of('useridentity_type'), of('useridentity_invokedby')];
  return `CASE WHEN ${type} = 'AWSService'
      OR coalesce(${invokedBy}, 'signin.amazonaws.com') <> 'signin.amazonaws.com' THEN 'none'
    WHEN ${of('eventtype')} NOT IN ('AwsApiCall', 'AwsConsoleAction') THEN 'none'
    WHEN ${is(cloudshell)} THEN 'cloudshell'
    WHEN ${of('sessioncredentialfromconsole')} = 'true' AND NOT coalesce(${is(tool)}, false) THEN 'flag'
    WHEN ${of('eventtype')} = 'AwsConsoleAction' OR ${is(console)} THEN 'agent'
    WHEN ${is(browser)} AND coalesce(${type}, '') NOT IN ('AWSAccount', 'SAMLUser', 'WebIdentityUser')
      AND coalesce(${of('eventcategory')}, '') <> 'Data' THEN 'agent'
    WHEN ${is(INSIDE)} AND ${of('eventversion')} < ${quoted(FLAGGED_SINCE)} THEN 'agent'
    ELSE 'none' END`;
}
