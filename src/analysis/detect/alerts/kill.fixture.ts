import { parseArgs } from 'node:util';
import { type Catalog, openCatalog } from '../../../lake/catalog/index.ts';
import type { Match } from '../match/match.ts';
import { aMatch, aRule, NOW, settingsOf } from './alerts.fixture.ts';
import { dieAt } from './die-at.fixture.ts';
import { takeMatches } from './take-matches.ts';

// A detector that takes batches for ever, each with the mark of the one before it: it kills itself on the way.

const RULES = [aRule(), aRule({ id: 'rule-2' }, { threshold: { count: 3 } })];
const SIZE = 6;

/** Takes the batch after the last one that is marked. */
export function takeNext(catalog: Catalog): void {
  catalog.detect((stored) => {
    const number = (stored.rule('rule-1')?.lastCommit ?? 0) + 1;
    const change = takeMatches(batchOf(number), RULES, stored, settingsOf(), NOW);
    return { ...change, marks: [{ rule: 'rule-1', version: 'v1', lastCommit: number }] };
  });
}

/** Matches of the last two days, in no order; the same for the same number. */
function batchOf(number: number): readonly Match[] {
  const spread = (step: number, size: number) => (((number * 7919 + step) * 104_729) >>> 3) % size;
  return Array.from({ length: SIZE }, (_, index) =>
    aMatch(`e${number}-${index}`, {
      at: -spread(index, 2880),
      rule: RULES[spread(index + 11, 2)]?.id ?? 'rule-1',
      actor: `arn:aws:iam::111122223333:user/u${spread(index + 23, 2)}`,
    }),
  );
}

if (import.meta.main) {
  const text = { type: 'string', default: '' } as const;
  const options = { home: text, last: text, after: { type: 'boolean', default: false } } as const;
  const { values } = parseArgs({ options });
  const catalog = openCatalog(values.home);
  if (values.last !== '') dieAt(Number(values.last), values.after);
  do takeNext(catalog);
  while (values.last !== '');
  catalog.close();
}
