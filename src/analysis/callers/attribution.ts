import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { SystemRule } from '../../base/config/index.ts';
import { openCatalog } from '../../lake/catalog/index.ts';
import { derived } from '../../lake/parts/index.ts';
import type { AttributedTo, CallAttribution } from '../../query/engine/index.ts';
import type { AttributionAnswer } from './answer-table.ts';
import { attributor } from './attribute.ts';
import { type Attributed, attributeCallers } from './attribute-callers.ts';
import { type PackedAttribution, packed, unpacked } from './attribution-packed.ts';
import { builtInRules } from './built-in.ts';

/** Another number: what was kept until now cannot be extended. */
const FORM = 1;

/**
 * Who is behind the calls of a lake as it stands now, by the user's own rules and ours. Parts are not read: a changed
 * rule names all history anew. After a commit only what it brought, or what it told more of, is attributed.
 */
export function attributeLake(home: string, own: readonly SystemRule[]): CallAttribution {
  const catalog = openCatalog(home, { readonly: true });
  try {
    const { number = 0, at = 0 } = catalog.lastCommit() ?? {};
    const builtIn = builtInRules();
    const by = digest([FORM, endianness(), own, builtIn]);
    const place = { home, name: 'attribution', by, of: `${number} ${at}` };
    const kept = derived<PackedAttribution>(place, (before) => {
      const known = { callers: catalog.callers(), tellings: catalog.sessionTellings() };
      const attribute = attributor({ own, builtIn });
      return packed(attributeCallers(known, attribute, before && unpacked(before)));
    });
    return attributionOf(unpacked(kept));
  } finally {
    catalog.close();
  }
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** As queries are told, made as it is read: of a million callers that is much. */
export function attributionOf(attributed: Attributed): CallAttribution {
  const { answers, issuing, sessions } = attributed;
  return {
    callers: { [Symbol.iterator]: () => callersOf(attributed) },
    issuing: { [Symbol.iterator]: () => named(issuing, answers) },
    actors: sessions.actors,
  };
}

function* callersOf({ answers, callers }: Attributed): Iterator<readonly [bigint, AttributedTo]> {
  const { ids, told, named: names, principals } = callers;
  for (const [at, id] of ids.entries()) {
    const answer = answers[told[at] ?? -1];
    const principal = principals[names[at] ?? -1];
    if (answer) yield [id, principal === undefined ? answer : { ...answer, principal }];
  }
}

function* named(
  numbers: ReadonlyMap<string, number>,
  answers: readonly AttributionAnswer[],
): Iterator<readonly [string, AttributedTo]> {
  for (const [id, number] of numbers) {
    const answer = answers[number];
    if (answer) yield [id, answer];
  }
}
