import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { findMatches, readSigma } from '../../src/analysis/detect/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import { makePlace } from '../e2e/small-lake.fixture.ts';
import { readRule } from './evaluator/evaluate.ts';
import { detections, records } from './random-rules.fixture.ts';

const place = makePlace();
afterAll(place.remove);

const SEED = Number(process.env.TRAILGLASS_SEED ?? 20261127);
const RULES = Number(process.env.TRAILGLASS_RULES ?? 200);

it('matches what the slow evaluator matches, whatever the rule and the record', {
  timeout: 300_000,
}, async () => {
  const events = fc.sample(records, { seed: SEED, numRuns: 300 }).map((record, at) => ({
    ...{ eventVersion: '1.08', eventTime: '2024-03-05T23:07:09Z', eventID: `event-${at}` },
    ...record,
  }));
  const asked = fc.sample(detections, { seed: SEED, numRuns: RULES }).map((detection) => {
    return { title: 'T', logsource: { product: 'aws', service: 'cloudtrail' }, detection };
  });
  const log = join(place.folder, 'events.json.gz');
  writeFileSync(log, gzipSync(JSON.stringify({ Records: events })));
  await place.run('collect', log);

  const read = asked.map((rule) => readSigma([{ file: 'rule.yml', text: stringify(rule) }]));
  const wanted = read.flatMap(({ rules }, at) =>
    rules.map(({ condition }) => ({ id: String(at), condition, fields: [] })),
  );
  const found = new Map<string, string[]>();
  const desk = await openDesk({ home: place.home });
  for await (const { rule, event } of findMatches(wanted, desk)) {
    found.set(rule, [...(found.get(rule) ?? []), event.eventId]);
  }
  await desk.close();

  const wrong = asked.flatMap((rule, at) => {
    const expected = expectedOf(rule, events);
    const got = read[at]?.rules.length === 0 ? 'refused' : (found.get(String(at)) ?? []).sort();
    const same = JSON.stringify(got) === JSON.stringify(expected);
    return same ? [] : [differenceOf(rule, events, got, expected)];
  });
  expect(wrong.map((one) => JSON.stringify(one))).toEqual([]);
});

function expectedOf(rule: unknown, events: readonly { readonly eventID: string }[]) {
  try {
    const test = readRule(rule);
    return events
      .filter((event) => test({ ...event }))
      .map(({ eventID }) => eventID)
      .sort();
  } catch {
    return 'refused';
  }
}

/** What a person needs to see of a difference: the rule, and one event. */
function differenceOf(
  rule: unknown,
  events: readonly { readonly eventID: string }[],
  got: string | readonly string[],
  expected: string | readonly string[],
) {
  if (typeof got === 'string' || typeof expected === 'string')
    return { rule, refused: typeof got === 'string' ? 'here' : 'there' };
  const one = [
    ...got.filter((id) => !expected.includes(id)),
    ...expected.filter((id) => !got.includes(id)),
  ][0];
  const event = events.find(({ eventID }) => eventID === one);
  return { rule, event, matched: got.includes(one ?? ''), seed: SEED };
}
