import { createHash } from 'node:crypto';
import type { SystemRule } from '../../base/config/index.ts';
import {
  type CallerRow,
  type Catalog,
  joinSessions,
  openCatalog,
  type SessionRow,
} from '../../lake/catalog/index.ts';
import { derived } from '../../lake/parts/index.ts';
import type { AttributedTo, CallAttribution } from '../../query/engine/index.ts';
import { type Attribution, attributor } from './attribute.ts';
import { attributeCallers } from './attribute-callers.ts';
import { packed, unpacked } from './attribution-packed.ts';
import { builtInRules } from './built-in.ts';
import type { Chains } from './chain.ts';

/**
 * Who is behind the calls of a lake as it stands now, by the user's own rules and ours. Parts are not read: a changed
 * rule names all history anew. Kept until something is committed or a rule changes.
 */
export function attributeLake(home: string, own: readonly SystemRule[]): CallAttribution {
  const catalog = openCatalog(home, { readonly: true });
  try {
    const commit = catalog.lastCommit()?.number ?? 0;
    const builtIn = builtInRules();
    const key = createHash('sha256')
      .update(JSON.stringify([commit, own, builtIn]))
      .digest('hex');
    const kept = derived({ home, name: 'attribution', key }, () =>
      packed(attributed(catalog, { own, builtIn })),
    );
    return unpacked(kept);
  } finally {
    catalog.close();
  }
}

function attributed(catalog: Catalog, rules: Parameters<typeof attributor>[0]): CallAttribution {
  const [callers, tellings] = [catalog.callers(), catalog.sessionTellings()];
  const sessions = joinSessions(tellings);
  const known = attributeCallers({ callers, sessions, tellings }, attributor(rules));
  const { chains, issuing } = known;
  return {
    callers: principals(known.callers, callers),
    issuing,
    actors: actorsOf(sessions, chains),
  };
}

function principals(
  found: ReadonlyMap<bigint, Attribution>,
  callers: readonly CallerRow[],
): ReadonlyMap<bigint, AttributedTo> {
  return new Map(
    callers.flatMap(({ callerId, principalArn, invokedBy }) => {
      const who = found.get(callerId);
      const principal = principalArn ?? invokedBy;
      return who
        ? [[callerId, principal === undefined ? who : { ...who, principal }] as const]
        : [];
    }),
  );
}

function* actorsOf(sessions: readonly SessionRow[], chains: Chains) {
  for (const { accessKeyId } of sessions) {
    const chain = chains.of(accessKeyId);
    if (chain) yield [accessKeyId, chain.actor] as const;
  }
}
