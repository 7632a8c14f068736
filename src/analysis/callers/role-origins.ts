import type { SessionRow } from '../../lake/catalog/index.ts';
import type { Chains } from './chain.ts';
import { checkedOf, type Origin } from './origin.ts';
import { readPrincipal } from './principal.ts';
import { sessionClass } from './session-class.ts';

/** Origins by `account/role`: a token stands at the root of a chain of roles. */
export function originsByRole(
  sessions: readonly SessionRow[],
  chains: Chains,
): ReadonlyMap<string, Origin> {
  const byRole = new Map<string, Origin>();
  for (const session of sessions) {
    const key = roleKey(session.principalArn);
    if (key === undefined) continue;
    const root = chains.of(session.accessKeyId)?.hops.at(-1) ?? session;
    const { issuer, subject } = checkedOf(root);
    const name =
      session.roleSessionName === undefined ? undefined : sessionClass(session.roleSessionName);
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
