import { readEventTime } from './event-time.ts';

/** Credentials that an event handed out, and to whom: one hop of a role chain. */
export interface SessionFact {
  readonly accessKeyId: string;
  readonly eventId: string | null;
  /** AssumeRole, AssumeRoleWithWebIdentity, AssumeRoleWithSAML, AssumeRoot, GetSessionToken, GetFederationToken. */
  readonly eventName: string;
  /** Who asked: the ARN of the calling identity. */
  readonly principalArn: string | null;
  /** The account of who asked: of another account it may be all that is known. */
  readonly callerAccount: string | null;
  /** The key that signed the request; null at the root of a chain. */
  readonly parentAccessKeyId: string | null;
  /** Milliseconds since 1970. */
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
  readonly sourceAddress: string | null;
  readonly userAgent: string | null;
  readonly sourceIdentity: string | null;
  readonly roleSessionName: string | null;
  /** The role or user that the credentials are for. */
  readonly targetArn: string | null;
  readonly account: string | null;
  readonly region: string | null;
  /** Session tags, as the request gave them: JSON text. */
  readonly tags: string | null;
  /** Subject, issuer and audience of a web identity or SAML log-in: JSON text. */
  readonly origin: string | null;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the facts from a record that hands out credentials; undefined when it names no key. */
export function sessionOf(record: string): SessionFact | undefined {
  const event = asObject(JSON.parse(record));
  const identity = asObject(event.userIdentity);
  const request = asObject(event.requestParameters);
  const answer = asObject(event.responseElements);
  const credentials = asObject(answer.credentials);
  const accessKeyId = asText(credentials.accessKeyId);
  if (accessKeyId === null) return undefined;
  const session = asObject(identity.sessionContext);
  return {
    accessKeyId,
    eventId: asText(event.eventID),
    eventName: asText(event.eventName) ?? '',
    principalArn: asText(identity.arn),
    callerAccount: asText(identity.accountId),
    parentAccessKeyId: asText(identity.accessKeyId),
    issuedAt: asTime(event.eventTime),
    expiresAt: asTime(credentials.expiration),
    sourceAddress: asText(event.sourceIPAddress),
    userAgent: asText(event.userAgent),
    sourceIdentity: asText(request.sourceIdentity) ?? asText(session.sourceIdentity),
    roleSessionName: asText(request.roleSessionName),
    targetArn:
      asText(asObject(answer.assumedRoleUser).arn) ??
      asText(asObject(answer.federatedUser).arn) ??
      asText(request.roleArn) ??
      asText(identity.arn),
    account: asText(event.recipientAccountId),
    region: asText(event.awsRegion),
    tags: request.tags === undefined ? null : JSON.stringify(request.tags),
    origin: originOf(identity, answer),
  };
}

function originOf(identity: Json, answer: Json): string | null {
  const known = {
    type: asText(identity.type) ?? undefined,
    provider: asText(identity.identityProvider) ?? asText(answer.provider) ?? undefined,
    subject: asText(answer.subjectFromWebIdentityToken) ?? asText(answer.subject) ?? undefined,
    audience: asText(answer.audience) ?? undefined,
    issuer: asText(answer.issuer) ?? undefined,
    invokedBy: asText(identity.invokedBy) ?? undefined,
  };
  const text = JSON.stringify(known);
  return text === '{}' ? null : text;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Also `Dec 2, 2021 11:11:29 PM` and `Dec 2, 2021, 11:11:29 PM`, as STS writes expirations: without a zone, meaning UTC. */
function asTime(value: unknown): number | null {
  const text = asText(value);
  if (text === null) return null;
  const time = readEventTime(text);
  if (time) return Math.floor(time.micros / 1000);
  const long = /^[A-Z][a-z]{2} \d{1,2}, \d{4},? /.test(text)
    ? Date.parse(`${text} UTC`)
    : Number.NaN;
  return Number.isNaN(long) ? null : long;
}
