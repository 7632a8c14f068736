import type { SystemRule } from '../../base/config/index.ts';
import {
  type CallerRow,
  joinSessions,
  openCatalog,
  type SessionRow,
} from '../../lake/catalog/index.ts';
import type { AttributedTo, CallAttribution } from '../../query/engine/index.ts';
import { type Attribution, attributor } from './attribute.ts';
import { attributeCallers } from './attribute-callers.ts';
import { builtInRules } from './built-in.ts';
import type { Chains } from './chain.ts';

/**
 * Who is behind the calls of a lake as it stands now, by the user's own rules and ours. Parts are not read: a changed
 * rule names all history anew.
 */
export function attributeLake(home: string, own: readonly SystemRule[]): CallAttribution {
  const catalog = openCatalog(home, { readonly: true });
  try {
    const [callers, tellings] = [catalog.callers(), catalog.sessionTellings()];
    const sessions = joinSessions(tellings);
    const attribute = attributor({ own, builtIn: builtInRules() });
    const known = attributeCallers({ callers, sessions, tellings }, attribute);
    const { chains, issuing } = known;
    // Worked out when a query asks for actors.
    const actors = { [Symbol.iterator]: () => actorsOf(sessions, chains) };
    return { callers: principals(known.callers, callers), issuing, actors };
  } finally {
    catalog.close();
  }
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
