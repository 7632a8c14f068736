import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { findMatches, readSigma } from '../../src/analysis/detect/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { makePlace } from '../e2e/small-lake.fixture.ts';
import { readRule } from './evaluator/evaluate.ts';
import { isDictionary } from './evaluator/fields.ts';
import { recordsUnder } from './known-records.fixture.ts';

const [DATA, RULES] = [sharedPath('data'), sharedPath('sigma')];
const place = makePlace();
afterAll(place.remove);

/** One record in so many; TRAILGLASS_SIGMA=1 asks about all of them. */
const STRIDE = process.env.TRAILGLASS_SIGMA === '1' ? 1 : 32;

/** The matches of every rule by the evaluator that knows nothing of SQL. */
function expectedMatches(records: readonly Readonly<Record<string, unknown>>[]) {
  const texts = globSync(`${RULES}/{sigmahq,suzaku}/**/*.yml`).sort();
  return texts.map((file) => {
    const text = readFileSync(file, 'utf8');
    const tests = parseAllDocuments(text).map((document) => testOf(document.toJS()));
    return { file, text, matches: tests.map((test) => test && records.filter(test).map(markOf)) };
  });
}

/** Undefined for what is no rule, or a refused one. */
function testOf(document: unknown) {
  if (!isDictionary(document) || !('detection' in document)) return undefined;
  try {
    return readRule(document);
  } catch {
    return undefined;
  }
}

function markOf({ sharedMark }: Readonly<Record<string, unknown>>): string {
  return String(sharedMark);
}

describe.skipIf(!DATA || !RULES)(
  `public rules over real records${DATA ? '' : ` (skipped: ${ABSENT})`}`,
  () => {
    it('match in SQL what the slow evaluator says', { timeout: 600_000 }, async () => {
      const records = recordsUnder(DATA ?? '')
        .filter((_, at) => at % STRIDE === 0)
        .map((record, at) => ({ ...record, sharedMark: `mark-${at}` }));
      const log = join(place.folder, 'records.json.gz');
      writeFileSync(log, gzipSync(JSON.stringify({ Records: records })));
      await place.run('collect', log);

      const expected = expectedMatches(records);
      const wanted = expected.flatMap(({ file, text }) =>
        readSigma([{ file, text }]).rules.map((rule) => ({
          id: `${file} ${rule.place.document}`,
          condition: rule.condition,
          fields: ['sharedMark'],
        })),
      );
      const found = new Map<string, string[]>(wanted.map(({ id }) => [id, []]));
      const desk = await openDesk({ home: place.home });
      for await (const { rule, event } of findMatches(wanted, desk)) {
        found.get(rule)?.push(String(event.fields.sharedMark));
      }
      await desk.close();

      const wrong = expected.flatMap(({ file, matches }) =>
        matches.flatMap((marks, at) => {
          const got = found.get(`${file} ${at + 1}`);
          const same = JSON.stringify(got?.sort()) === JSON.stringify(marks?.sort());
          return same ? [] : [`${file} ${at + 1}: ${got?.length} instead of ${marks?.length}`];
        }),
      );
      expect(records.length).toBeGreaterThan(30_000 / STRIDE);
      expect([...found.values()].filter((marks) => marks.length > 0).length).toBeGreaterThan(50);
      expect(wrong).toEqual([]);
    });
  },
);
