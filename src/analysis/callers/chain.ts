import type { SessionRow } from '../../lake/catalog/index.ts';
import { checkedOf } from './origin.ts';

/** Temporary credentials, from those in question up to the first that the lake knows of. */
export interface Chain {
  readonly hops: readonly SessionRow[];
  /** The last proven identity: a person, a workload, an account. */
  readonly actor: string;
  /** Why the chain goes no further up. */
  readonly end: string;
}

/** Where people sign in by Identity Center: https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html */
const PERMISSION_SET =
  /^arn:[\w-]+:(?:iam|sts)::\d{12}:(?:role|assumed-role)\/(?:aws-reserved\/[^/]+\/)?AWSReservedSSO_/;
/** AWS lets a role be assumed from a role any number of times; nobody means more than a few. */
const DEEPEST = 20;

/** Chains of sessions by their access keys; each session is followed up once. */
export class Chains {
  readonly #sessions: ReadonlyMap<string, SessionRow>;
  readonly #known = new Map<string, Chain>();

  constructor(sessions: readonly SessionRow[]) {
    this.#sessions = new Map(sessions.map((session) => [session.accessKeyId, session]));
  }

  /** Undefined for a key that nobody was seen to be given. */
  of(accessKeyId: string): Chain | undefined {
    const session = this.#sessions.get(accessKeyId);
    return session && this.#chain(session, new Set());
  }

  #chain(session: SessionRow, below: ReadonlySet<string>): Chain {
    const { accessKeyId, parentAccessKeyId } = session;
    const known = this.#known.get(accessKeyId);
    if (known) return known;
    const parent =
      parentAccessKeyId === undefined ? undefined : this.#sessions.get(parentAccessKeyId);
    const path = parent ? new Set([...below, accessKeyId]) : below;
    const isLoop = parent !== undefined && path.has(parent.accessKeyId);
    const above = parent && !isLoop && path.size < DEEPEST ? this.#chain(parent, path) : undefined;
    const chain = above
      ? { ...above, hops: [session, ...above.hops] }
      : { hops: [session], ...rootOf(session, isLoop) };
    if (!isLoop) this.#known.set(accessKeyId, chain);
    return chain;
  }
}

function rootOf(session: SessionRow, isLoop: boolean): Pick<Chain, 'actor' | 'end'> {
  const { parentAccessKeyId, principalArn, callerArn, callerAccount, roleSessionName } = session;
  const { type, subject, issuer } = checkedOf(session);
  const name = roleSessionName ?? principalArn ?? session.accessKeyId;
  if (isLoop) return { actor: name, end: 'the sessions name each other as parents' };
  if (subject !== undefined) {
    return { actor: subject, end: `signed in at ${issuer ?? 'an identity provider'}` };
  }
  if (type === 'AWSService') return { actor: name, end: 'a service handed the credentials out' };
  if (PERMISSION_SET.test(principalArn ?? '')) {
    return { actor: name, end: 'signed in at Identity Center' };
  }
  if (parentAccessKeyId?.startsWith('AKIA')) {
    const end = `static key ${parentAccessKeyId}: whoever holds it`;
    return { actor: callerArn ?? name, end };
  }
  if (type === 'AWSAccount') {
    const actor = callerAccount ?? name;
    return { actor, end: `account ${actor} has no trail here` };
  }
  const end =
    parentAccessKeyId === undefined
      ? 'the call names no credentials'
      : `its parent ${parentAccessKeyId} began before the first event, or where no trail looks`;
  return { actor: callerArn ?? name, end };
}
