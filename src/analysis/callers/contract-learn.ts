import { stringify } from 'yaml';
import { formatCount, plural } from '../../base/text/index.ts';
import { DAY_MS } from '../../base/time/index.ts';
import { type Engine, rowsOf } from '../../query/engine/index.ts';
import { textLiteral } from '../../query/sql/index.ts';
import { conditions, type TimesWanted } from './times-wanted.ts';

/** A value that a system used: an account, a region, a service, or `true` and `false` of `readonly`. */
interface Seen {
  readonly dimension: string;
  readonly value: string;
  readonly calls: number;
  readonly days: number;
  readonly daysOfWrites: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface History {
  /** How many, up to the last call of the system. */
  readonly days: number;
  /** Calls of this time and later are left out. */
  readonly to?: string;
}

/**
 * `contracts` of the configuration with what a system used on two days or more. What it used on one day is a comment:
 * it may be the one thing that should not have been. Undefined where nothing was used on two days.
 */
export async function learnContract(
  engine: Engine,
  system: string,
  history: History,
): Promise<string | undefined> {
  const seen = await seenOf(engine, system, await timesOf(engine, system, history));
  const levels = seen.filter(({ dimension }) => dimension === 'readonly');
  const lists = ['accounts', 'regions', 'services'].flatMap((name) =>
    linesOf(
      name,
      seen.filter(({ dimension }) => dimension === name),
    ),
  );
  if (!seen.some(isUsual)) return undefined;
  const calls = levels.reduce((sum, one) => sum + one.calls, 0);
  const head = `# Learnt from ${plural(calls, 'call')}, ${spanOf(levels)}.`;
  const lines = [head, ...lists, ...levelLines(levels)].map((line) => `    ${line}`);
  return ['contracts:', `  ${scalar(system)}:`, ...lines, ''].join('\n');
}

async function timesOf(
  engine: Engine,
  system: string,
  { days, to }: History,
): Promise<TimesWanted> {
  const until = { ...(to !== undefined && { to }) };
  const where = conditions(until, `system = ${textLiteral(system)}`);
  const [[last] = []] = await rowsOf(engine, `SELECT max(eventtime) FROM calls ${where}`);
  if (last === null || last === undefined) return until;
  return { ...until, from: new Date(Date.parse(String(last)) - days * DAY_MS).toISOString() };
}

async function seenOf(
  engine: Engine,
  system: string,
  times: TimesWanted,
): Promise<readonly Seen[]> {
  const day = 'substr(eventtime, 1, 10)';
  const rows = await rowsOf(
    engine,
    `SELECT dimension, value, count(*), count(DISTINCT ${day}),
       count(DISTINCT CASE WHEN readonly = 'false' THEN ${day} END), min(${day}), max(${day})
     FROM calls CROSS JOIN UNNEST(ARRAY['accounts', 'regions', 'services', 'readonly'],
       ARRAY[recipientaccountid, awsregion, eventsource, coalesce(readonly, 'true')]) AS t (dimension, value)
     ${conditions(times, `system = ${textLiteral(system)} AND value IS NOT NULL`)}
     GROUP BY dimension, value ORDER BY dimension, value`,
  );
  return rows.map(([dimension, value, calls, days, daysOfWrites, firstDay, lastDay]) => ({
    ...{ dimension: String(dimension), value: String(value), calls: Number(calls) },
    ...{ days: Number(days), daysOfWrites: Number(daysOfWrites) },
    ...{ firstDay: String(firstDay), lastDay: String(lastDay) },
  }));
}

const isUsual = ({ days }: Seen) => days > 1;

function linesOf(name: string, seen: readonly Seen[]): readonly string[] {
  const usual = seen.filter(isUsual);
  const rare = seen.filter((one) => !isUsual(one));
  return [
    ...(usual.length > 0 ? [`${name}:`] : []),
    ...usual.map((one) => `  - ${scalar(one.value)} # ${plural(one.days, 'day')}${levelOf(one)}`),
    ...rare.map(
      (one) => `  # On one day only, ${one.firstDay}, ${plural(one.calls, 'call')}: ${one.value}`,
    ),
  ];
}

/** The read/write level of a service; of places it says little. */
function levelOf({ dimension, daysOfWrites }: Seen): string {
  if (dimension !== 'services') return '';
  return daysOfWrites === 0 ? ', reads only' : `, writes on ${formatCount(daysOfWrites)}`;
}

/** @param levels what is known of reads (`true`) and of writes (`false`) */
function levelLines(levels: readonly Seen[]): readonly string[] {
  const writes = levels.find(({ value }) => value === 'false');
  if (writes === undefined) return ['readonly: true'];
  if (isUsual(writes)) return ['readonly: false'];
  return [
    'readonly: true',
    `# Writes on one day only, ${writes.firstDay}, ${plural(writes.calls, 'call')}.`,
  ];
}

function spanOf(levels: readonly Seen[]): string {
  const days = levels.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort();
  return `${days[0]} to ${days.at(-1)}`;
}

/** As YAML writes it: an account in quotes. */
function scalar(text: string): string {
  return stringify(text).trimEnd();
}
