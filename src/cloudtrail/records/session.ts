import { readEventTime } from './event-time.ts';

/** Credentials that an event handed out, and to whom: one hop of a role chain. Times in microseconds since 1970. */
export interface SessionFact {
  readonly accessKeyId: string;
  readonly eventId?: string | undefined;
  /** AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML, AssumeRoot, GetSessionToken, GetFederationToken. */
  readonly eventName?: string | undefined;
  /** Whom the credentials are for: the role's session or user, else the role that was asked for, else whoever asked. */
  readonly principalArn?: string | undefined;
  /** The key that signed the request; absent at the root of a chain. */
  readonly parentAccessKeyId?: string | undefined;
  /** Whose credentials asked for these: their ARN where there is one, and their account. */
  readonly callerArn?: string | undefined;
  readonly callerAccount?: string | undefined;
  readonly issuedAt?: number | undefined;
  readonly expiresAt?: number | undefined;
  readonly sourceAddress?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly roleSessionName?: string | undefined;
  /** Session tags, as the request gave them: JSON text. */
  readonly tags?: string | undefined;
  /** Subject, issuer and audience of a web identity or SAML log-in: JSON text. */
  readonly origin?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** Members of a record that tell of a session, each under the name that a telling gives it. */
export interface Members {
  readonly [name: string]: string | Members;
}

/** A telling: what a record that hands out credentials tells of the session. Any member may be absent, or no text. */
export type SessionTelling = Readonly<Record<string, unknown>>;

/** Where a telling's members stand in a record. */
export const SESSION_MEMBERS: Members = {
  ...{ eventID: 'id', eventName: 'name', eventTime: 'time', awsRegion: 'region' },
  ...{ sourceIPAddress: 'address', userAgent: 'agent', recipientAccountId: 'account' },
  userIdentity: {
    ...{ type: 'type', arn: 'callerArn', accountId: 'callerAccount', accessKeyId: 'callerKey' },
    ...{ identityProvider: 'identityProvider', invokedBy: 'invokedBy' },
    sessionContext: { sourceIdentity: 'callerSource' },
  },
  requestParameters: {
    ...{ sourceIdentity: 'source', roleSessionName: 'session', roleArn: 'role', tags: 'tags' },
  },
  responseElements: {
    credentials: { accessKeyId: 'key', expiration: 'expiration' },
    assumedRoleUser: { arn: 'roleUser' },
    federatedUser: { arn: 'federatedUser' },
    ...{ provider: 'provider', issuer: 'issuer', audience: 'audience' },
    ...{ subject: 'subject', subjectFromWebIdentityToken: 'tokenSubject' },
  },
};

/** Reads the facts from a telling; undefined when it names no key. */
export function sessionOf(told: SessionTelling): SessionFact | undefined {
  const accessKeyId = asText(told.key);
  if (accessKeyId === undefined) return undefined;
  const callerArn = asText(told.callerArn);
  const target = asText(told.roleUser) ?? asText(told.federatedUser) ?? asText(told.role);
  return {
    accessKeyId,
    eventId: asText(told.id),
    eventName: asText(told.name),
    principalArn: target ?? callerArn,
    parentAccessKeyId: asText(told.callerKey),
    callerArn,
    callerAccount: asText(told.callerAccount),
    issuedAt: asTime(told.time),
    expiresAt: asTime(told.expiration),
    sourceAddress: asText(told.address),
    userAgent: asText(told.agent),
    sourceIdentity: asText(told.source) ?? asText(told.callerSource),
    roleSessionName: asText(told.session),
    tags: told.tags === undefined ? undefined : JSON.stringify(told.tags),
    origin: originOf(told),
    account: asText(told.account),
    region: asText(told.region),
  };
}

function originOf(told: SessionTelling): string | undefined {
  const text = JSON.stringify({
    type: asText(told.type),
    provider: asText(told.identityProvider) ?? asText(told.provider),
    subject: asText(told.tokenSubject) ?? asText(told.subject),
    audience: asText(told.audience),
    issuer: asText(told.issuer),
    invokedBy: asText(told.invokedBy),
  });
  return text === '{}' ? undefined : text;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Also `Dec 2, 2021 11:11:29 PM` and `Dec 2, 2021, 11:11:29 PM`, as STS writes expirations: without a zone, meaning UTC. */
function asTime(value: unknown): number | undefined {
  const text = asText(value);
  if (text === undefined) return undefined;
  const time = readEventTime(text);
  if (time) return Math.floor(time.micros / 1000) * 1000;
  const long = /^[A-Z][a-z]{2} \d{1,2}, \d{4},? /.test(text)
    ? Date.parse(`${text} UTC`)
    : Number.NaN;
  return Number.isNaN(long) ? undefined : long * 1000;
}
