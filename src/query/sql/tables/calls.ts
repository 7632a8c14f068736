import {
  AMBIGUOUS_CODE,
  DENIED_CODES,
  RATE_MESSAGE,
  THROTTLING_CODES,
} from '../../../cloudtrail/records/index.ts';
import { quoted } from '../typed.ts';
import { BIGINT, VARCHAR } from '../types/index.ts';
import { ATHENA_TABLES } from './athena.ts';
import { type LakeTable, stored, type TableColumn } from './table.ts';

const EVENTS = ATHENA_TABLES.get('cloudtrail_logs');

/** Columns that the engine puts beside the rows of `calls`: what attribution says of a row's caller. */
export const ATTRIBUTED = [
  ['system', 'Who is behind the call: a name of `systems`, or Unknown.'],
  ['component', 'The tool or the part of the system, where one is known.'],
  ['confidence', 'certain, likely, claimed or unknown.'],
  ['system_reason', 'What decided, what agrees and what disagrees.'],
  ['team', 'Whose system it is, from the configuration.'],
  ['environment', 'Of the system, from the configuration.'],
  ['actor', 'The first identity of the chain of roles: a person, a workload, an account.'],
] as const;

/** Columns of the place of an address: approximate, and never evidence of a system. */
export const PLACED: readonly TableColumn[] = [
  column('country', 'Of the source address, approximate: ISO 3166-1.', placed('country')),
  {
    ...column('asn', 'Of the source address: its network, from your own file.', placed('asn')),
    type: BIGINT,
  },
];

/** `cloudtrail_logs` with who is behind each call, how a person clicked it, and what came of it. */
export const CALLS_TABLE: LakeTable = {
  name: 'calls',
  kind: 'events',
  shape: 'calls',
  about: 'The events with who is behind them: system, actor, console, outcome.',
  columns: [
    ...(EVENTS?.columns ?? []),
    ...ATTRIBUTED.map(([name, about]) => column(name, about, (alias) => stored(alias, `$${name}`))),
    column(
      'console',
      'How a person made it in the console: flag, agent, cloudshell or none.',
      console,
    ),
    column('outcome', 'ok, denied, throttled or error.', outcome),
    ...PLACED,
  ],
  lifted: EVENTS?.lifted ?? new Map(),
};

function column(name: string, about: string, value: TableColumn['value']): TableColumn {
  return { name, type: VARCHAR, hidden: false, about, value };
}

function placed(name: string): TableColumn['value'] {
  return (alias) => stored(alias, `$${name}`);
}

const SHELL = String.raw`\bexec-env/CloudShell\b`;
/** Command lines and SDKs: with the flag they use what a console session was given, which is no click. */
const TOOL =
  '^(aws-cli|aws-sdk-|Boto3|Botocore|APN/|HashiCorp/|Terraform/|AWSPowerShell|aws-cdk|aws-toolkit|Go-http-client|python-requests)';
/** Agents of the console: see `systems/02-people.yaml`. */
const CONSOLE = [
  String.raw`^(console|signin|support-console)(\.[\w-]+)*\.amazonaws\.com$`,
  '^(AWS Console S3, )?S3Console/',
  '^EC2Console(Frontend|Backend)',
  '^(AWS CloudWatch Console|RDS Console|AWSCloudTrail, aws-internal/|AWS Signin|AWSConsole$)',
  'AWSLambdaConsole',
].join('|');
const BROWSER = '^(SRPS/)?Mozilla/';
/** Agents of AWS's own clients, of which the console is one. */
const INSIDE = String.raw`^(AWS Internal$|aws-internal/3\b|Coral/)`;
/** Since this version the flag tells the console from the others: CloudTrail User Guide, "CloudTrail record contents". */
const FLAGGED_SINCE = '1.08';

/**
 * Clicks: the flag that CloudTrail sets, or an agent of the console; never what a service does on somebody's behalf,
 * what happens by itself, or a sign-in. Anybody's browser opens objects of S3, and says no more than that it is one.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function console(alias: string): string {
  const of = (name: string) => stored(alias, name);
  const agent = `regexp_replace(${of('useragent')}, '^\\[(.*)\\]$', '\\1')`;
  const is = (pattern: string) => `regexp_matches(${agent}, ${quoted(pattern)})`;
  const [type, invokedBy] = [of('useridentity_type'), of('useridentity_invokedby')];
  return `CASE WHEN ${type} = 'AWSService'
      OR coalesce(${invokedBy}, 'signin.amazonaws.com') <> 'signin.amazonaws.com' THEN 'none'
    WHEN ${of('eventtype')} NOT IN ('AwsApiCall', 'AwsConsoleAction') THEN 'none'
    WHEN ${is(SHELL)} THEN 'cloudshell'
    WHEN ${of('sessioncredentialfromconsole')} = 'true' AND NOT coalesce(${is(TOOL)}, false) THEN 'flag'
    WHEN ${of('eventtype')} = 'AwsConsoleAction' OR ${is(CONSOLE)} THEN 'agent'
    WHEN ${is(BROWSER)} AND coalesce(${type}, '') NOT IN ('AWSAccount', 'SAMLUser', 'WebIdentityUser')
      AND coalesce(${of('eventcategory')}, '') <> 'Data' THEN 'agent'
    WHEN ${is(INSIDE)} AND ${of('eventversion')} < ${quoted(FLAGGED_SINCE)} THEN 'agent'
    ELSE 'none' END`;
}

function outcome(alias: string): string {
  const [code, message] = [stored(alias, 'errorcode'), stored(alias, 'errormessage')];
  const bare = `regexp_replace(${code}, '^(Client|Server)\\.', '')`;
  // DuckDB makes a join of IN, which all rows pass, not only those with an error.
  const among = (codes: readonly string[]) =>
    `list_contains([${codes.map(quoted).join(', ')}], ${bare})`;
  return `CASE WHEN ${code} IS NULL AND ${message} IS NULL THEN 'ok'
    WHEN ${among(THROTTLING_CODES)} THEN 'throttled'
    WHEN ${bare} = ${quoted(AMBIGUOUS_CODE)} AND contains(${message}, ${quoted(RATE_MESSAGE)}) THEN 'throttled'
    WHEN ${among(DENIED_CODES)} THEN 'denied'
    ELSE 'error' END`;
}
