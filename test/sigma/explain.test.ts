import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { type Explained, explainRule, readSigma } from '../../src/analysis/detect/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import type { Engine } from '../../src/query/engine/index.ts';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { makePlace } from '../e2e/small-lake.fixture.ts';
import { type Dictionary, isDictionary, lookupIn } from './evaluator/fields.ts';
import { readItem, type Subject } from './evaluator/items.ts';
import { scalarsOf } from './evaluator/values.ts';
import { recordsUnder } from './known-records.fixture.ts';

const [DATA, RULES] = [sharedPath('data'), sharedPath('sigma')];
const place = makePlace();
afterAll(place.remove);

/** Of the rules and records that there are; TRAILGLASS_SIGMA=1 asks about ten times as many pairs. */
const PAIRS = process.env.TRAILGLASS_SIGMA === '1' ? 4000 : 400;
const RECORDS = 700;

interface Leaf {
  readonly selection: string;
  readonly key: string;
  readonly holds: boolean;
}

/** The leaves of an explanation, by the selection that they stand in. */
function leavesOf(node: Explained, selection = ''): readonly Leaf[] {
  if (node.is === 'item') return [{ selection, key: node.key, holds: node.holds }];
  const name = node.is === 'selection' ? node.name : selection;
  return node.of.flatMap((one) => leavesOf(one, name));
}

/** What the evaluator that knows nothing of SQL says of each item of the selections that are explained. */
function leavesBySlow(document: Dictionary, names: readonly string[], subject: Subject) {
  const detection = isDictionary(document.detection) ? document.detection : {};
  return names.flatMap((selection) =>
    itemsOf(detection[selection]).map(([key, value]) => {
      return { selection, key, holds: readItem(key, value, {})(subject) };
    }),
  );
}

function itemsOf(body: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (Array.isArray(body)) return body.flatMap(itemsOf);
  return isDictionary(body) ? Object.entries(body) : [['', body]];
}

function subjectOf(record: Dictionary): Subject {
  const all = { present: true, isNull: false, leaves: scalarsOf(record) };
  return { lookup: lookupIn(record), all };
}

/** Rules that a file has, with the document that each was read from. */
function rulesOf(file: string) {
  const text = readFileSync(file, 'utf8');
  const documents = parseAllDocuments(text).map((document) => document.toJS());
  return readSigma([{ file, text }]).rules.map((rule) => {
    const document: unknown = documents[rule.place.document - 1];
    return { rule, document: isDictionary(document) ? document : {} };
  });
}

/** Two thirds of the pairs are of a rule with an event that it names. */
function pairsOf(records: readonly Dictionary[]) {
  const rules = globSync(`${RULES}/{sigmahq,suzaku}/**/*.yml`).sort().flatMap(rulesOf);
  const texts = rules.map(({ document }) => JSON.stringify(document.detection));
  return Array.from({ length: PAIRS }, (_, at) => {
    const number = (at * 37) % rules.length;
    const named = records.filter(({ eventName }) => texts[number]?.includes(`"${eventName}"`));
    const from = at % 3 === 0 || named.length === 0 ? records : named;
    return { ...rules[number], record: from[(at * 7919) % from.length] };
  });
}

describe.skipIf(!DATA || !RULES)(
  `explanations of real records${DATA ? '' : ` (skipped: ${ABSENT})`}`,
  () => {
    let desk: Engine;
    let records: readonly Dictionary[];

    beforeAll(async () => {
      const all = recordsUnder(DATA ?? '');
      const stride = Math.floor(all.length / RECORDS);
      records = all
        .filter((_, at) => at % stride === 0)
        .map((record, at) => ({ ...record, eventID: `event-${at}` }));
      const log = join(place.folder, 'records.json.gz');
      writeFileSync(log, gzipSync(JSON.stringify({ Records: records })));
      await place.run('collect', log);
      desk = await openDesk({ home: place.home });
    }, 120_000);
    afterAll(() => desk.close());

    it('agree with the slow evaluator at every leaf', { timeout: 600_000 }, async () => {
      const pairs = pairsOf(records);
      let held = 0;

      for (const { rule, document, record } of pairs) {
        if (!rule || !document || !record) throw new Error('no pair');
        const explanation = await explainRule(rule, String(record.eventID), desk);
        const leaves = explanation ? leavesOf(explanation.tree) : [];
        const names = [...new Set(leaves.map(({ selection }) => selection))];

        expect([rule.title, leaves]).toEqual([
          rule.title,
          leavesBySlow(document, names, subjectOf(record)),
        ]);
        held += leaves.filter(({ holds }) => holds).length;
      }

      expect(held).toBeGreaterThan(PAIRS / 2);
    });
  },
);
