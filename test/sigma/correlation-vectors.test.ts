import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { findFirings, readSigma } from '../../src/analysis/detect/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { makePlace } from '../e2e/small-lake.fixture.ts';

const FILE = sharedPath('sigma', 'vectors', 'handmade_correlations.json');
const place = makePlace();
afterAll(place.remove);

interface Vector {
  readonly name: string;
  readonly rules_yaml: string;
  readonly events: readonly (Readonly<Record<string, unknown>> & { readonly t: number })[];
  readonly expected_firing_groups: readonly (readonly (string | null)[])[];
}

/** Cases lie so far apart in time that no window reaches from one into another. */
const APART = 10 * 86_400_000;
const START = Date.UTC(2024, 0, 1);

function recordsOf({ events }: Vector, at: number) {
  return events.map(({ t, ...event }, number) => ({
    ...{ eventVersion: '1.08', eventSource: 'test.amazonaws.com', ...event },
    eventTime: new Date(START + at * APART + t * 1000).toISOString(),
    eventID: `${at}-${number}`,
  }));
}

describe.skipIf(!FILE)(`vectors of correlations${FILE ? '' : ` (skipped: ${ABSENT})`}`, () => {
  it('fires for the groups that they name', async () => {
    const vectors = JSON.parse(readFileSync(FILE ?? '', 'utf8')) as readonly Vector[];
    const log = join(place.folder, 'vectors.json.gz');
    writeFileSync(log, gzipSync(JSON.stringify({ Records: vectors.flatMap(recordsOf) })));
    await place.run('collect', log);
    const desk = await openDesk({ home: place.home });

    const wrong: unknown[] = [];
    for (const [at, { name, rules_yaml, expected_firing_groups }] of vectors.entries()) {
      const collection = readSigma([{ file: 'rules.yml', text: rules_yaml }]);
      const last = collection.correlations.at(-1);
      const firings = (await findFirings(collection, desk)).get(last?.id ?? '') ?? [];
      const own = firings.filter(({ events }) => events[0]?.startsWith(`${at}-`));
      const groups = [...new Set(own.map(({ group }) => JSON.stringify(group)))].sort();
      const wanted = expected_firing_groups.map((group) => JSON.stringify(group)).sort();
      if (groups.join() !== wanted.join())
        wrong.push({ name, groups, wanted, ...collection.refused });
    }
    await desk.close();

    expect(vectors.length).toBe(47);
    expect(wrong).toEqual([]);
  });
});
