import type { SessionRow } from '../../lake/catalog/index.ts';

/** What a call says of the credentials that signed it. Times are microseconds since 1970. */
export interface Credentials {
  readonly accessKeyId?: string | undefined;
  readonly arn?: string | undefined;
  readonly account?: string | undefined;
  /** The service that called by itself, without an ARN. */
  readonly service?: string | undefined;
  /** When they were handed out: sessionContext.attributes.creationDate. */
  readonly createdAt?: number | undefined;
}

/** A ConsoleLogin: it shows who signed in and when, but no key. */
export interface SignIn {
  readonly eventId: string;
  readonly arn: string;
  readonly at: number;
  /** What the sign-in page says of MFA; where another provider signed in, it happened there. */
  readonly mfa?: boolean | undefined;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** By what a call is joined to the event that handed out its credentials, the surest first. */
export type JoinedBy = 'key' | 'name-and-time' | 'sign-in' | 'key-alone';

export type Join =
  | { readonly by: Exclude<JoinedBy, 'sign-in'>; readonly session: SessionRow }
  | { readonly by: 'sign-in'; readonly signIn: SignIn };

const SECOND = 1_000_000;

/**
 * Finds what handed out the credentials of a call. A key says it, with the time at which they were made; a copy of
 * logs may hide keys or use one for many, and a console session changes them all the time: then who it was, and when.
 */
export class SessionIndex {
  readonly #byKey: ReadonlyMap<string, SessionRow>;
  readonly #sessions: readonly SessionRow[];
  #byName: ReadonlyMap<string, SessionRow> | undefined;
  readonly #signIns: ReadonlyMap<string, SignIn>;

  constructor(sessions: readonly SessionRow[], signIns: readonly SignIn[] = []) {
    this.#byKey = new Map(sessions.map((session) => [session.accessKeyId, session]));
    this.#sessions = sessions;
    this.#signIns = new Map(signIns.map((signIn) => [nameAndTime(signIn.arn, signIn.at), signIn]));
  }

  byKey(accessKeyId: string): SessionRow | undefined {
    return this.#byKey.get(accessKeyId);
  }

  join({ accessKeyId, arn, createdAt }: Credentials): Join | undefined {
    const session = accessKeyId === undefined ? undefined : this.#byKey.get(accessKeyId);
    if (session && isNear(session.issuedAt, createdAt)) return { by: 'key', session };
    const named = createdAt === undefined ? undefined : nearest(this.#names(), arn, createdAt, 1);
    if (named) return { by: 'name-and-time', session: named };
    const signIn = this.signIn(arn, createdAt);
    if (signIn) return { by: 'sign-in', signIn };
    return session && { by: 'key-alone', session };
  }

  /** Made when a key first fails: where no call tells its time, nobody asks. */
  #names(): ReadonlyMap<string, SessionRow> {
    this.#byName ??= new Map(
      this.#sessions.map((one) => [nameAndTime(one.principalArn, one.issuedAt), one]),
    );
    return this.#byName;
  }

  /** The sign-in at the console that a session of this name and time began with. */
  signIn(arn: string | undefined, at: number | undefined): SignIn | undefined {
    return nearest(this.#signIns, arn, at, 2);
  }
}

/** Within a second of each other, or one of them is not known. */
function isNear(issuedAt: number | undefined, createdAt: number | undefined): boolean {
  if (issuedAt === undefined || createdAt === undefined) return true;
  return Math.abs(issuedAt - createdAt) <= SECOND;
}

/** The entry of that name whose time is nearest, at most so many seconds off. */
function nearest<Value>(
  entries: ReadonlyMap<string, Value>,
  arn: string | undefined,
  at: number | undefined,
  seconds: number,
): Value | undefined {
  if (entries.size === 0 || arn === undefined || at === undefined) return undefined;
  const offsets = [0, -1, 1, -2, 2].filter((offset) => Math.abs(offset) <= seconds);
  for (const offset of offsets) {
    const found = entries.get(nameAndTime(arn, at + offset * SECOND));
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameAndTime(arn = '', at = 0): string {
  return `${Math.floor(at / SECOND)} ${arn}`;
}
