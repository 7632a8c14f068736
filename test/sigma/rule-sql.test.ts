import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readSigmaFolder, ruleSql, scanRules } from '../../src/analysis/detect/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import { rowsOf } from '../../src/query/engine/index.ts';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { makePlace } from '../e2e/small-lake.fixture.ts';
import { recordsUnder } from './known-records.fixture.ts';

const [DATA, RULES] = [sharedPath('data'), sharedPath('sigma', 'sigmahq')];
const place = makePlace();
afterAll(place.remove);

/** One record in so many. */
const STRIDE = 8;

describe.skipIf(!DATA || !RULES)(
  `SQL of public rules over real records${DATA ? '' : ` (skipped: ${ABSENT})`}`,
  () => {
    it('finds for Athena what the rules find', { timeout: 300_000 }, async () => {
      const records = recordsUnder(DATA ?? '').filter((_, at) => at % STRIDE === 0);
      const log = join(place.folder, 'records.json.gz');
      writeFileSync(log, gzipSync(JSON.stringify({ Records: records })));
      await place.run('collect', log);
      const { rules } = readSigmaFolder(RULES ?? '');
      const desk = await openDesk({ home: place.home });

      const hits = await scanRules(rules, desk);
      const counts: number[] = [];
      for (const rule of rules) {
        const { sql, runsOn } = ruleSql(rule);
        expect(runsOn).toBe('athena');
        const [row = []] = await rowsOf(desk, `SELECT count(*) FROM (${sql})`);
        counts.push(Number(row[0]));
      }
      await desk.close();

      const found = rules.map(({ title }, at) => [title, counts[at]]);
      expect(found).toEqual(rules.map(({ title }, at) => [title, hits[at]?.matches]));
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(8);
    });
  },
);
