import type { SessionRow } from '../../lake/catalog/index.ts';
import { checkedOf } from './origin.ts';
import type { Credentials, SignIn } from './session-index.ts';

/** Where a chain ends: the last proven identity, and why it goes no further up. */
export interface End {
  readonly actor: string;
  readonly end: string;
  /** Whether somebody stands above whom the logs do not show. */
  readonly isBroken?: true;
}

/** What the lake looks at: regions with events by account, and the time of the first event, microseconds. */
export interface Coverage {
  readonly firstAt: number;
  readonly regions: ReadonlyMap<string, ReadonlySet<string>>;
}

type Top =
  | { readonly is: 'sign-in'; readonly signIn: SignIn }
  | {
      readonly is: 'session';
      readonly session: SessionRow;
      /** The credentials that asked for the session. */
      readonly signed: Credentials;
      readonly isLoop: boolean;
      readonly coverage: Coverage | undefined;
    };

/** Where people sign in by Identity Center: https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html */
const PERMISSION_SET =
  /^arn:[\w-]+:(?:iam|sts)::\d{12}:(?:role|assumed-role)\/(?:aws-reserved\/[^/]+\/)?AWSReservedSSO_/;
const PERSON = /^arn:[\w-]+:iam::\d{12}:(?:user\/|root$)/;
/** GetSessionToken's longest: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const LONGEST_SESSION = 36 * 3_600_000_000;
/** Where calls of the global endpoint of STS are logged. */
const GLOBAL_REGION = 'us-east-1';

/** Who stands at the top of a chain, and why it ends there. */
export function rootOf(top: Top): End {
  if (top.is === 'sign-in') return signedIn(top.signIn);
  const { session, signed, isLoop, coverage } = top;
  const { principalArn, roleSessionName } = session;
  const name = roleSessionName ?? principalArn ?? session.accessKeyId;
  if (isLoop) return broken(name, 'the sessions name each other as parents');
  const checked = checkedBy(session, name);
  if (checked) return checked;
  if (signed.accessKeyId !== undefined) {
    return endOfCredentials({ ...signed, arn: signed.arn ?? name }, coverage, session.issuedAt);
  }
  const { account = name, arn = name } = signed;
  return checkedOf(session).type === 'AWSAccount'
    ? broken(account, `account ${account} has no trail here`)
    : broken(arn, 'the call names no credentials');
}

function broken(actor: string, end: string): End {
  return { actor, end, isBroken: true };
}

/** Whoever AWS let in by something else than credentials of its own: a service, a token, an assertion. */
function checkedBy(session: SessionRow, name: string): End | undefined {
  const { type, subject, issuer, invokedBy } = checkedOf(session);
  if (type === 'AWSService') {
    const service = invokedBy ?? 'a service';
    return { actor: name, end: `${service} handed it out; what made it do so is not logged` };
  }
  if (PERMISSION_SET.test(session.principalArn ?? '')) {
    return { actor: name, end: 'signed in at Identity Center; MFA is checked there' };
  }
  const where = `signed in at ${issuer ?? 'an identity provider'}`;
  if (type === 'SAMLUser') {
    return { actor: subject ?? name, end: `${where} by SAML; MFA is checked there` };
  }
  return subject === undefined ? undefined : { actor: subject, end: where };
}

function signedIn({ arn, mfa, at }: SignIn): End {
  const how = mfa === undefined ? '' : mfa ? ', with MFA' : ', without MFA';
  return { actor: actorOf(arn), end: `signed in to the console at ${timeOf(at)}${how}` };
}

/** Why nobody was seen to be given these credentials; `usedAt` is when they were used. */
export function endOfCredentials(
  credentials: Credentials,
  coverage: Coverage | undefined,
  usedAt?: number,
): End {
  const { accessKeyId: key, arn, account, service } = credentials;
  if (service !== undefined) return { actor: service, end: 'a service that called by itself' };
  const actor = arn === undefined ? (account ?? key ?? 'unknown') : actorOf(arn);
  if (key === undefined) return broken(actor, 'the call names no credentials');
  if (key.startsWith('AKIA')) return { actor, end: `static key ${key}: whoever holds it` };
  return broken(actor, `${key} ${whyUnknown(credentials, coverage, usedAt)}`);
}

function whyUnknown(
  { account, arn, createdAt }: Credentials,
  coverage: Coverage | undefined,
  usedAt = Number.POSITIVE_INFINITY,
): string {
  if (!coverage) return 'began before the first event, or where no trail looks';
  const { firstAt, regions } = coverage;
  const first = `the first event here, ${timeOf(firstAt)}`;
  if (account !== undefined && !regions.has(account)) {
    return `is of account ${account}, which has no trail here`;
  }
  if (createdAt !== undefined && createdAt < firstAt) {
    return `was handed out at ${timeOf(createdAt)}, before ${first}`;
  }
  if (createdAt === undefined && usedAt - firstAt < LONGEST_SESSION) {
    return `may have been handed out before ${first}`;
  }
  const places = regions.get(account ?? '')?.has(GLOBAL_REGION)
    ? 'a'
    : `${GLOBAL_REGION} or another`;
  const began = createdAt === undefined ? '' : ` that began at ${timeOf(createdAt)}`;
  const elsewhere = `in ${places} region without a trail here`;
  return arn !== undefined && PERSON.test(arn)
    ? `is of a sign-in or an MFA session${began} ${elsewhere}`
    : `was handed out ${elsewhere}, or by a service that logs no key`;
}

/** Somebody of Identity Center by their own name, anybody else by ARN. */
function actorOf(arn: string): string {
  return PERMISSION_SET.test(arn) ? arn.slice(arn.lastIndexOf('/') + 1) : arn;
}

/** `2026-01-31 12:00:00`, UTC. */
function timeOf(micros: number): string {
  return new Date(micros / 1000).toISOString().slice(0, 19).replace('T', ' ');
}
