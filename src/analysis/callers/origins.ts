import type { SessionRow } from '../../lake/catalog/index.ts';
import { readPrincipal } from './principal.ts';

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
}

/** The origin of one session. */
export function originOf({ origin, roleSessionName }: SessionRow): Origin & Checked {
  const checked = origin === undefined ? {} : (JSON.parse(origin) as Checked);
  const issuer = hostOf(checked.issuer ?? checked.provider);
  return {
    ...(checked.type === undefined ? {} : { type: checked.type }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(checked.subject === undefined ? {} : { subject: checked.subject }),
    ...(roleSessionName === undefined ? {} : { session: sessionClass(roleSessionName) }),
  };
}

/** `arn:aws:iam::1:oidc-provider/host/path` and `https://host/path` as `host/path`. */
function hostOf(provider: string | undefined): string | undefined {
  return provider?.replace(/^arn:[^/]*\//, '').replace(/^https:\/\//, '');
}

/** UUIDs, ids of instances, eight hexadecimal digits or more and five digits or more differ between runs. */
export function sessionClass(name: string): string {
  return name.replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b|\d{5,}/gi,
    '*',
  );
}

/** Origins by `account/role`. */
export function originsByRole(sessions: readonly SessionRow[]): ReadonlyMap<string, Origin> {
  const byRole = new Map<string, Origin>();
  for (const session of sessions) {
    const key = roleKey(session.principalArn);
    if (key === undefined) continue;
    const { issuer, subject, session: name } = originOf(session);
    const origin = defined({ issuer, subject, session: name });
    const known = byRole.get(key);
    byRole.set(key, known ? common(known, origin) : origin);
  }
  return byRole;
}

export function roleKey(arn: string | undefined): string | undefined {
  const { kind, account, name } = arn === undefined ? {} : readPrincipal(arn);
  return kind === 'role' ? `${account ?? ''}/${name ?? ''}` : undefined;
}

function common(a: Origin, b: Origin): Origin {
  return defined({
    issuer: a.issuer === b.issuer ? a.issuer : undefined,
    subject: a.subject === b.subject ? a.subject : undefined,
    session: a.session === b.session ? a.session : commonPrefix(a.session, b.session),
  });
}

/** Names with the same beginning, such as `terraform-run-`: that, and `*`. */
function commonPrefix(a = '', b = ''): string | undefined {
  let at = 0;
  while (at < a.length && a[at] === b[at] && a[at] !== '*') at++;
  const prefix = a.slice(0, at).replace(/[^-_./@:]*$/, '');
  return prefix.length > 3 ? `${prefix}*` : undefined;
}

function defined(origin: { readonly [K in keyof Origin]: Origin[K] | undefined }): Origin {
  const entries = Object.entries(origin).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Origin;
}
