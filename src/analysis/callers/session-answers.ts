import { isDeepStrictEqual } from 'node:util';
import { joinSessions, type SessionRow } from '../../lake/catalog/index.ts';
import { Chains } from './chain.ts';
import type { Origin } from './origin.ts';
import { originsByRole, roleKey } from './role-origins.ts';

/** What the sessions of a lake say of who is behind calls. */
export interface SessionAnswers {
  /** By account and role: where its sessions come from, as far as all agree. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** By access key. */
  readonly actors: ReadonlyMap<string, string>;
  /** How many tellings of sessions it was worked out of, and whose key the last one told. */
  readonly read: number;
  readonly lastKey?: string | undefined;
}

export const NO_SESSIONS: SessionAnswers = { origins: new Map(), actors: new Map(), read: 0 };

/** Whether the first of the tellings are those that were read: a catalog may be put back from a copy. */
export function goesOn({ read, lastKey }: SessionAnswers, tellings: readonly SessionRow[]) {
  return read === 0 || tellings[read - 1]?.accessKeyId === lastKey;
}

/** The same with what was told since, and the roles of which something else is known now. */
export function withTellings(
  before: SessionAnswers,
  tellings: readonly SessionRow[],
): SessionAnswers & { readonly changedRoles: ReadonlySet<string> } {
  const added = tellings.slice(before.read);
  if (added.length === 0) return { ...before, changedRoles: new Set() };
  const sessions = joinSessions(tellings);
  const chains = new Chains(sessions);
  const keys = changedKeys(sessions, added);
  const changed = sessions.filter(({ accessKeyId }) => keys.has(accessKeyId));
  const actors = new Map(before.actors);
  for (const { accessKeyId } of changed) {
    const chain = chains.of(accessKeyId);
    if (chain) actors.set(accessKeyId, chain.actor);
  }
  return {
    ...{ actors, read: tellings.length, lastKey: tellings.at(-1)?.accessKeyId },
    ...originsAfter(before, { sessions, changed, chains }),
  };
}

/** Sessions that were told of, and those whose chains go up to one of them. */
function changedKeys(
  sessions: readonly SessionRow[],
  added: readonly SessionRow[],
): ReadonlySet<string> {
  const changed = new Set(added.map(({ accessKeyId }) => accessKeyId));
  if (changed.size === sessions.length) return changed;
  const children = Map.groupBy(sessions, ({ parentAccessKeyId }) => parentAccessKeyId);
  // A set that grows while it is gone through gives what was added as well.
  for (const key of changed) {
    for (const { accessKeyId } of children.get(key) ?? []) changed.add(accessKeyId);
  }
  return changed;
}

interface Followed {
  readonly sessions: readonly SessionRow[];
  readonly changed: readonly SessionRow[];
  readonly chains: Chains;
}

/** What all sessions of a role agree in may become less with each. */
function originsAfter(before: SessionAnswers, { sessions, changed, chains }: Followed) {
  const roles = new Set(changed.map(({ principalArn }) => roleKey(principalArn)));
  const ofRoles = sessions.filter(({ principalArn }) => roles.has(roleKey(principalArn)));
  const origins = new Map(before.origins);
  const changedRoles = new Set<string>();
  for (const [role, origin] of originsByRole(ofRoles, chains)) {
    if (!isDeepStrictEqual(origins.get(role), origin)) changedRoles.add(role);
    origins.set(role, origin);
  }
  return { origins, changedRoles };
}
