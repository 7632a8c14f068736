import type { SessionRow } from '../../lake/catalog/index.ts';
import { sessionClass } from './session-class.ts';

/** Where the credentials of a role's sessions came from, as far as all of them agree. */
export interface Origin {
  readonly issuer?: string;
  readonly subject?: string;
  /** Their name; what differs between runs, such as numbers and ids, is `*`. */
  readonly session?: string;
}

/** What AWS checked when it handed a session's credentials out: SessionRow.origin. */
interface Checked {
  readonly type?: string;
  readonly provider?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly invokedBy?: string;
}

/** The origin of one session. */
export function originOf(session: SessionRow): Origin & Checked {
  const { roleSessionName } = session;
  const checked = checkedOf(session);
  return roleSessionName === undefined
    ? checked
    : { ...checked, session: sessionClass(roleSessionName) };
}

/** The same without the session's name. */
export function checkedOf({ origin }: SessionRow): Omit<Origin, 'session'> & Checked {
  if (origin === undefined) return {};
  const { type, issuer, provider, subject, invokedBy } = JSON.parse(origin) as Checked;
  const host = hostOf(issuer ?? provider);
  return {
    ...(type === undefined ? {} : { type }),
    ...(host === undefined ? {} : { issuer: host }),
    ...(subject === undefined ? {} : { subject }),
    ...(invokedBy === undefined ? {} : { invokedBy }),
  };
}

/** `arn:aws:iam::1:oidc-provider/host/path` and `https://host/path` as `host/path`. */
function hostOf(provider: string | undefined): string | undefined {
  return provider?.replace(/^arn:[^/]*\//, '').replace(/^https:\/\//, '');
}
