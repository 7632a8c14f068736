import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findMatches, readSigma } from '../../src/analysis/detect/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import type { Place } from '../e2e/small-lake.fixture.ts';

/** An event, and the rules that are asked about it: YAML, one document or several. */
export interface VectorCase {
  readonly rules: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly placeholders?: Readonly<Record<string, readonly (string | number)[]>> | undefined;
}

/** How many rules of a case matched its event, and why others were refused. */
export interface VectorAnswer {
  readonly matched: number;
  readonly refused: readonly string[];
}

/** A field that no case uses: tells the event of one from that of another. */
const MARK = 'sharedEventID';

/** Puts the events of all cases in one lake, and asks the rules of each case about its own. */
export async function askVectors(
  cases: readonly VectorCase[],
  place: Place,
): Promise<readonly VectorAnswer[]> {
  await fill(cases, place);
  const read = cases.map(({ rules, placeholders = {} }, at) =>
    readSigma([{ file: `${at}.yml`, text: rules }], { placeholders, accepts: () => true }),
  );
  const wanted = read.flatMap(({ rules }, at) =>
    rules.map(({ condition }, rule) => ({ id: `${at} ${rule}`, condition, fields: [MARK] })),
  );
  const matched = cases.map(() => 0);
  const desk = await openDesk({ home: place.home });
  for await (const { rule, event } of findMatches(wanted, desk)) {
    const at = Number(rule.split(' ')[0]);
    if (event.fields[MARK] === idOf(at)) matched[at] = (matched[at] ?? 0) + 1;
  }
  await desk.close();
  return read.map(({ refused }, at) => ({
    matched: matched[at] ?? 0,
    refused: refused.map(({ reason }) => reason),
  }));
}

function idOf(at: number): string {
  return `vector-${at}`;
}

async function fill(cases: readonly VectorCase[], { folder, run }: Place): Promise<void> {
  const file = join(folder, 'vectors.json.gz');
  const records = cases.map(({ event }, at) => recordOf(event, idOf(at)));
  writeFileSync(file, gzipSync(JSON.stringify({ Records: records })));
  const { stdout } = await run('collect', file, '--json');
  const { events } = JSON.parse(stdout);
  if (events.kept !== cases.length) throw new Error(stdout);
}

const DEFAULTS = {
  ...{ eventVersion: '1.08', eventTime: '2024-03-05T23:07:09Z' },
  eventSource: 'test.amazonaws.com',
};

/** A record that is nobody else's, with the fields of the case; keys of records match in any case. */
function recordOf(event: VectorCase['event'], id: string): VectorCase['event'] {
  const own = new Set(Object.keys(event).map((key) => key.toLowerCase()));
  const extras = Object.entries({ ...DEFAULTS, eventID: id, [MARK]: id, awsRegion: id });
  return {
    ...Object.fromEntries(extras.filter(([key]) => !own.has(key.toLowerCase()))),
    ...event,
    // The cases have one id, which none of them asks for.
    ...('eventID' in event ? { eventID: id } : {}),
  };
}
