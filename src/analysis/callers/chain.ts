import type { SessionRow } from '../../lake/catalog/index.ts';
import { type Coverage, endOfCredentials, rootOf } from './chain-end.ts';
import {
  type Credentials,
  type Join,
  type JoinedBy,
  SessionIndex,
  type SignIn,
} from './session-index.ts';

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
  /** Whether somebody stands above whom the logs do not show. */
  readonly isBroken?: true;
}

/** What the events tell beyond the sessions of the catalog. */
export interface ChainEvidence {
  readonly signIns?: readonly SignIn[];
  /** The credentials that signed an issuing event, by its id; without them keys alone are joined. */
  readonly signedBy?: ReadonlyMap<string, Credentials>;
  readonly coverage?: Coverage;
}

interface Parent {
  /** The credentials that asked for the session. */
  readonly signed: Credentials;
  readonly join: Join | undefined;
}

/** AWS lets a role be assumed from a role any number of times; nobody means more than a few. */
const DEEPEST = 20;

/** Chains of sessions: that of a session is the same whichever chain was asked for before. */
export class Chains {
  readonly #index: SessionIndex;
  readonly #evidence: ChainEvidence;
  readonly #parents = new Map<string, Parent>();

  constructor(sessions: readonly SessionRow[], evidence: ChainEvidence = {}) {
    this.#index = new SessionIndex(sessions, evidence.signIns);
    this.#evidence = evidence;
  }

  /** Undefined for a key that nobody was seen to be given. */
  of(accessKeyId: string): Chain | undefined {
    const session = this.#index.byKey(accessKeyId);
    return session && this.#chain(session, 'key');
  }

  /** The chain behind a call; without hops where nobody was seen to be given what signed it. */
  ofCall(credentials: Credentials): Chain {
    const join = this.#index.join(credentials);
    if (join?.by === 'sign-in') return signedIn([], [], join.signIn);
    if (join) return this.#chain(join.session, join.by);
    const end = endOfCredentials(credentials, this.#evidence.coverage);
    return { hops: [], joins: [], ...end };
  }

  #chain(first: SessionRow, by: JoinedBy): Chain {
    const hops = [first];
    const joins = [by];
    for (let last = first; ; ) {
      const { signed, join } = this.#parentOf(last);
      if (join?.by === 'sign-in') return signedIn(hops, joins, join.signIn);
      const isLoop = hops.some(({ accessKeyId }) => accessKeyId === join?.session.accessKeyId);
      if (!join || isLoop || hops.length === DEEPEST) {
        return { hops, joins, ...this.#root(last, signed, isLoop) };
      }
      last = join.session;
      hops.push(last);
      joins.push(join.by);
    }
  }

  #root(session: SessionRow, signed: Credentials, isLoop: boolean) {
    const { coverage } = this.#evidence;
    const signIn = this.#index.signIn(session.principalArn, session.issuedAt);
    const end = rootOf({ is: 'session', session, signed, isLoop, coverage });
    return { ...(signIn && { signIn }), ...end };
  }

  /** What asked for a session; many have the same parent, and each is looked for once. */
  #parentOf(session: SessionRow): Parent {
    const known = this.#parents.get(session.accessKeyId);
    if (known) return known;
    const signed = this.#signedBy(session);
    const parent = { signed, join: this.#index.join(signed) };
    this.#parents.set(session.accessKeyId, parent);
    return parent;
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

function signedIn(hops: readonly SessionRow[], joins: readonly JoinedBy[], signIn: SignIn): Chain {
  return { hops, joins, signIn, ...rootOf({ is: 'sign-in', signIn }) };
}
