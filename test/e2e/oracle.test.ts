import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { askOracle } from '../../tools/oracle.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

type Group = 'corpus' | 'diff' | 'assertions';

/** Of all cases that can be compared, those that are answered as by a real Trino server. These may only rise. */
const FLOOR = JSON.parse(
  readFileSync(new URL('./oracle-floor.json', import.meta.url), 'utf8'),
) as Readonly<Record<Group, { readonly same: number; readonly all: number }>>;

const folder = sharedPath('sql', 'oracle') && sharedPath('sql');

/** All take two minutes: asked for by name. Else one of so many. */
const EVERY = process.env.TRAILGLASS_ORACLE === '1' ? 1 : 6;

it.skipIf(folder === undefined)(
  `answers as a real Trino server does, one case of ${EVERY}${folder ? '' : ` (skipped: ${ABSENT})`}`,
  { timeout: 900_000 },
  async () => {
    const scores = await askOracle(folder ?? '', { every: EVERY });

    for (const [group, { same, all }] of Object.entries(FLOOR)) {
      const score = scores[group as Group];
      expect(score.all).toBeGreaterThan(all / EVERY / 2);
      expect(score.all - score.same).toBeLessThanOrEqual(all - same);
    }
  },
);
