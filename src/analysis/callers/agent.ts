/** What a client says of itself. All of it is a claim: whoever signs a request writes its user agent. */
export interface Agent {
  /** Without the pair of brackets that S3 puts around it. */
  readonly text: string;
  /** CloudTrail keeps 1 KB: what would stand at the end of a longer one is not known. */
  readonly isCut: boolean;
  /** `app/..`: the name that a team gave its client (AWS_SDK_UA_APP_ID). */
  readonly app?: string;
  /** `exec-env/..`: `AWS_Lambda_nodejs20.x`, `CloudShell`. */
  readonly runtime?: string;
  /** The AWS CLI's command, `s3.sync`. */
  readonly command?: string;
  /** `sid/..`: one terminal of the AWS CLI, across keys and roles. */
  readonly terminal?: string;
  /** How the credentials were got, in words, where the client tells. */
  readonly credentials?: string;
}

const MOST_BYTES = 1024;

export function readAgent(userAgent: string): Agent {
  const text = /^\[.*\]$/s.test(userAgent) ? userAgent.slice(1, -1) : userAgent;
  return {
    text,
    isCut: Buffer.byteLength(userAgent) >= MOST_BYTES,
    ...found('app', /(?:^|\s)app\/(\S+)/, text),
    ...found('runtime', /(?:^|\s)exec-env\/(\S+)/, text),
    ...found('command', /(?:^|\s)(?:md\/command#|command\/)(\S+)/, text),
    ...found('terminal', /(?:^|\s)sid\/([0-9a-f]+)/, text),
    ...credentialsOf(text),
  };
}

function found<K extends keyof Agent>(key: K, pattern: RegExp, text: string): Partial<Agent> {
  const value = pattern.exec(text)?.[1];
  return value === undefined ? {} : { [key]: value };
}

/**
 * Feature ids of `m/..` that say where credentials came from, the most telling first: botocore's
 * _USERAGENT_FEATURE_MAPPINGS.
 */
const CREDENTIALS: readonly (readonly [ids: readonly string[], words: string])[] = [
  [['r', 's', 't', 'u'], 'Identity Center sign-in'],
  [['AC', 'AD'], 'aws login'],
  [['h', 'k', 'q'], 'web identity token'],
  [['0'], 'instance metadata'],
  [['z'], 'container endpoint'],
  [['v', 'w'], 'credential process'],
  [['i', 'o', 'p'], 'assumed role'],
  [['g'], 'environment variables'],
  [['n', 'x'], 'profile'],
  [['e'], 'program'],
];

function credentialsOf(text: string): Partial<Agent> {
  const ids = new Set(/(?:^|\s)m\/([\w,+-]+)/.exec(text)?.[1]?.split(','));
  const known = CREDENTIALS.find(([names]) => names.some((name) => ids.has(name)));
  return known ? { credentials: known[1] } : {};
}
