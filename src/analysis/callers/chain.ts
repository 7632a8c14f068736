import type { SessionRow } from '../../lake/catalog/index.ts';
import { type Coverage, endOfCredentials, rootOf } from './chain-end.ts';
import { type Credentials, type JoinedBy, SessionIndex, type SignIn } from './session-index.ts';

/** Temporary credentials, from those in question up to the first that the lake knows of. */
export interface Chain {
  readonly hops: readonly SessionRow[];
  /** By what each hop was found from the call that its credentials signed. */
  readonly joins: readonly JoinedBy[];
  /** The sign-in at the console with which the first of them began. */
  readonly signIn?: SignIn;
  /** The last proven identity: a person, a workload, an account. */
  readonly actor: string;
  /** Why the chain goes no further up. */
  readonly end: string;
}

/** What the events tell beyond the sessions of the catalog. */
export interface ChainEvidence {
  readonly signIns?: readonly SignIn[];
  /** The credentials that signed an issuing event, by its id; without them keys alone are joined. */
  readonly signedBy?: ReadonlyMap<string, Credentials>;
  readonly coverage?: Coverage;
}

/** AWS lets a role be assumed from a role any number of times; nobody means more than a few. */
const DEEPEST = 20;

/** Chains of sessions; each session is followed up once. */
export class Chains {
  readonly #index: SessionIndex;
  readonly #evidence: ChainEvidence;
  readonly #known = new Map<string, Chain>();

  constructor(sessions: readonly SessionRow[], evidence: ChainEvidence = {}) {
    this.#index = new SessionIndex(sessions, evidence.signIns);
    this.#evidence = evidence;
  }

  /** Undefined for a key that nobody was seen to be given. */
  of(accessKeyId: string): Chain | undefined {
    const session = this.#index.byKey(accessKeyId);
    return session && this.#chain(session, new Set());
  }

  /** The chain behind a call; without hops where nobody was seen to be given what signed it. */
  ofCall(credentials: Credentials): Chain {
    const join = this.#index.join(credentials);
    if (!join) {
      const end = endOfCredentials(credentials, this.#evidence.coverage);
      return { hops: [], joins: [], ...end };
    }
    return this.#above(join, new Set());
  }

  #above(join: NonNullable<ReturnType<SessionIndex['join']>>, path: ReadonlySet<string>): Chain {
    if (join.by === 'sign-in') {
      const { signIn } = join;
      return { hops: [], joins: [], signIn, ...rootOf({ is: 'sign-in', signIn }) };
    }
    const chain = this.#chain(join.session, path);
    return { ...chain, joins: [join.by, ...chain.joins.slice(1)] };
  }

  #chain(session: SessionRow, below: ReadonlySet<string>): Chain {
    const known = this.#known.get(session.accessKeyId);
    if (known) return known;
    const signed = this.#signedBy(session);
    const join = this.#index.join(signed);
    const path = join ? new Set([...below, session.accessKeyId]) : below;
    const isLoop =
      join !== undefined && join.by !== 'sign-in' && path.has(join.session.accessKeyId);
    const above = join && !isLoop && path.size < DEEPEST ? this.#above(join, path) : undefined;
    const chain = above
      ? { ...above, hops: [session, ...above.hops], joins: ['key', ...above.joins] as const }
      : this.#root(session, signed, isLoop);
    if (!isLoop) this.#known.set(session.accessKeyId, chain);
    return chain;
  }

  #root(session: SessionRow, signed: Credentials, isLoop: boolean): Chain {
    const { coverage } = this.#evidence;
    const signIn = this.#index.signIn(session.principalArn, session.issuedAt);
    const end = rootOf({ is: 'session', session, signed, isLoop, coverage });
    return { hops: [session], joins: ['key'], ...(signIn && { signIn }), ...end };
  }

  #signedBy(session: SessionRow): Credentials {
    const { eventId = '', parentAccessKeyId, callerArn, callerAccount } = session;
    const known = this.#evidence.signedBy?.get(eventId);
    return {
      accessKeyId: parentAccessKeyId ?? known?.accessKeyId,
      arn: callerArn ?? known?.arn,
      account: callerAccount ?? known?.account,
      createdAt: known?.createdAt,
    };
  }
}
