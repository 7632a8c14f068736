import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { SystemRule } from '../../base/config/index.ts';
import { type Catalog, type CommitRow, openCatalog } from '../../lake/catalog/index.ts';
import { derived, type Kept } from '../../lake/parts/index.ts';
import type { CallAttribution } from '../../query/engine/index.ts';
import { attributor } from './attribute.ts';
import { type Attributed, attributeCallers, type Known } from './attribute-callers.ts';
import { PACKING } from './attribution-packed.ts';
import { builtInRules } from './built-in.ts';

/** Another number: what was kept until now cannot be extended. */
const FORM = 2;

/**
 * Who is behind the calls of a lake as it stands now, by the user's own rules and ours. Parts are not read: a changed
 * rule names all history anew. After a commit only what it brought, or what it told more of, is attributed.
 */
export function attributeLake(home: string, own: readonly SystemRule[]): CallAttribution {
  const catalog = openCatalog(home, { readonly: true });
  try {
    const last = catalog.lastCommit();
    const builtIn = builtInRules();
    const by = digest([FORM, endianness(), own, builtIn]);
    const place = { home, name: 'attribution', by, of: stateOf(last) };
    const attributed = derived(place, PACKING, (kept) => {
      const known: Known = {
        commit: last?.number ?? 0,
        tellings: catalog.sessionTellings(),
        callersAfter: (commit) => catalog.callersAfter(commit),
        callersOf: (ids) => catalog.callersOf(ids),
      };
      const before = kept && goesOn(kept, catalog) ? kept.value : undefined;
      return attributeCallers(known, attributor({ own, builtIn }), before);
    });
    return attributionOf(attributed);
  } finally {
    catalog.close();
  }
}

/** The state of a catalog after a commit; one that was put back from a copy has others of the same number. */
function stateOf(commit: CommitRow | undefined): string {
  return commit === undefined ? '' : `${commit.number} ${commit.at}`;
}

function goesOn({ of, value }: Kept<Attributed>, catalog: Catalog): boolean {
  return value.commit !== undefined && of === stateOf(catalog.findCommit(value.commit));
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** As queries are told, made as it is read: of a million callers that is much. */
export function attributionOf(attributed: Attributed): CallAttribution {
  const { answers, issuing, sessions } = attributed;
  return {
    answers,
    callers: { [Symbol.iterator]: () => callersOf(attributed) },
    issuing: { [Symbol.iterator]: () => issuing[Symbol.iterator]() },
    actors: { [Symbol.iterator]: () => sessions.actors[Symbol.iterator]() },
  };
}

function* callersOf({ told, callers }: Attributed) {
  const { ids, named: names, principals } = callers;
  for (const [at, id] of ids.entries()) {
    const [answer, principal] = [told[at] ?? -1, principals[names[at] ?? -1]];
    if (principal === undefined) yield [id, answer] as const;
    else yield [id, answer, principal] as const;
  }
}
