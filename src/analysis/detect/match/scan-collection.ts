import type { Engine } from '../../../query/engine/index.ts';
import { LATENESS } from '../run/lake-times.ts';
import type { Collection } from '../sigma/model.ts';
import { type RuleHits, SAMPLES, scanRules } from './scan.ts';
import { scanCorrelations } from './scan-correlations.ts';
import { isNarrowed, matchesOfOwn, type ScanOwnOptions } from './scan-own.ts';

/**
 * What rules and correlations find in the lake, in their order, rules first; nothing is kept. It is what a first run over
 * the lake finds: keys of ours count, and what waits for late events waits.
 */
export async function scanCollection(
  collection: Pick<Collection, 'rules' | 'correlations'>,
  engine: Engine,
  options: ScanOwnOptions,
): Promise<readonly RuleHits[]> {
  const { newest, ...plain } = options;
  const { rules, correlations } = collection;
  const known = await matchesOfOwn(collection, engine, options);
  const others = rules.filter((rule) => !isNarrowed(rule));
  const hits = await scanRules(others, engine, plain);
  const complete = newest - LATENESS;
  const fired = await scanCorrelations(collection, engine, { ...plain, known, complete });
  const byId = new Map([
    ...others.map(({ id }, at) => [id, hits[at]] as const),
    ...correlations.map(({ id }, at) => [id, fired[at]] as const),
  ]);
  return [...rules, ...correlations].map(({ id }) => {
    const own = known.get(id);
    if (own === undefined) return byId.get(id) ?? { matches: 0, events: [] };
    const events = own.told.slice(0, SAMPLES).map(({ eventId }) => eventId);
    return { matches: own.told.length, events };
  });
}
