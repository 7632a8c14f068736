/** Who calls: told apart by system, component and principal, whatever sessions and versions there are. */
export interface Caller {
  readonly system: string;
  readonly component?: string;
  /** The ARN of the role or user; of others what CloudTrail has: a service, an id. */
  readonly principal: string;
  /** One of its user agents. */
  readonly agent?: string;
}

/** A caller of a bucket, and what it called there in the time looked at. */
export interface CallerCounts extends Caller {
  readonly calls: number;
  /** Of these, without an error. */
  readonly ok: number;
  readonly throttled: number;
  /** Calls in the minutes with throttles of anybody, and in the minutes before these. */
  readonly near: number;
  /** Of these minutes, those in which it called. */
  readonly nearMinutes: number;
  /** Minutes in which it called. */
  readonly minutes: number;
  /** Regions in which it calls the same API of the same account. */
  readonly regions: number;
}

/** The name of a caller in a sentence: `Terraform`, `Stratus Red Team with Terraform`, `Unknown (role/report)`. */
export function callerName({ system, component, principal, agent = '' }: Caller): string {
  const tool = toolOf(agent);
  if (component === undefined) return `${system} (${shortPrincipal(principal)})`;
  return tool === undefined || component.includes(tool) ? component : `${component} with ${tool}`;
}

/** Clients that others are wrapped around. */
const TOOLS = ['Terraform', 'OpenTofu', 'Pulumi'];

function toolOf(agent: string): string | undefined {
  return TOOLS.find((name) => agent.includes(`${name}/`));
}

/** An ARN without what all of an account's principals have: `role/deploy`. */
export function shortPrincipal(principal: string): string {
  return principal.replace(/^arn:[^:]*:(?:iam|sts)::\d*:/, '') || 'no principal';
}

/** What a client calls itself, its version left out: `Boto3`, `aws-sdk-go-v2`. */
export function clientOf({ agent = '' }: Caller): string | undefined {
  return toolOf(agent) ?? /^\[?([\w. -]+?)(?:\/|$|\])/.exec(agent)?.[1];
}

/** Feature ids of `m/..`: botocore's _USERAGENT_FEATURE_MAPPINGS. */
const RETRY_MODES: Readonly<Record<string, string>> = { D: 'legacy', E: 'standard', F: 'adaptive' };

/** How the client's SDK repeats what was throttled, where its user agent tells. */
export function retryModeOf({ agent = '' }: Caller): string | undefined {
  const named = /\bcfg\/retry-mode#(\w+)/.exec(agent)?.[1];
  const ids = /(?:^|\s)m\/([\w,+-]+)/.exec(agent)?.[1]?.split(',') ?? [];
  return named ?? ids.map((id) => RETRY_MODES[id]).find((mode) => mode !== undefined);
}
