import type { SystemRule } from '../../base/config/index.ts';
import { openCatalog } from '../../lake/catalog/index.ts';
import type { CallAttribution } from '../../query/engine/index.ts';
import { attributor } from './attribute.ts';
import { attributeCallers } from './attribute-callers.ts';
import { builtInRules } from './built-in.ts';
import { Chains } from './chain.ts';

/**
 * Who is behind the calls of a lake as it stands now, by the user's own rules and ours. Parts are not read: a changed
 * rule names all history anew.
 */
export function attributeLake(home: string, own: readonly SystemRule[]): CallAttribution {
  const catalog = openCatalog(home, { readonly: true });
  try {
    const [callers, sessions] = [catalog.callers(), catalog.sessions()];
    const attribute = attributor({ own, builtIn: builtInRules() });
    const tellings = catalog.sessionTellings();
    const known = attributeCallers({ callers, sessions, tellings }, attribute);
    return { ...known, actors: actorsOf(new Chains(sessions), sessions) };
  } finally {
    catalog.close();
  }
}

function* actorsOf(chains: Chains, sessions: readonly { readonly accessKeyId: string }[]) {
  for (const { accessKeyId } of sessions) {
    const chain = chains.of(accessKeyId);
    if (chain) yield [accessKeyId, chain.actor] as const;
  }
}
