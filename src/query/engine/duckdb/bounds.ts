import type { DuckDBValue } from '@duckdb/node-api';
import {
  type BoundQuery,
  type Condition,
  type Fragment,
  type OpenBounds,
  type OpenCondition,
  type OpenDays,
  printSql,
  quoted,
  type UsedTable,
} from '../../sql/index.ts';
import type { LakeSnapshot } from '../engine.ts';
import type { Ask } from './origins.ts';

/**
 * A query with the conditions known that DuckDB has to work out: `now() - interval '7' day`, or the days of
 * `year || month >= '202601'`. One that fails, or is NULL, is none: the query itself says what is wrong.
 */
export async function withBounds(
  query: BoundQuery,
  { parts }: LakeSnapshot,
  ask: Ask,
): Promise<BoundQuery> {
  const daysOf = ({ table }: UsedTable) => [
    ...new Set([...parts[table.kind], ...parts.events].map(({ day }) => day)),
  ];
  const tables = query.tables.map(async (used): Promise<UsedTable> => {
    const found = await Promise.all(
      used.open.map(async (one) => {
        const condition = await known(one, daysOf(used), ask);
        return condition ? [condition] : [];
      }),
    );
    return { ...used, conditions: [...used.conditions, ...found.flat()] };
  });
  return { ...query, tables: await Promise.all(tables) };
}

async function known(
  open: OpenCondition,
  days: readonly string[],
  ask: Ask,
): Promise<Condition | undefined> {
  try {
    return 'alias' in open ? await ofDays(open, days, ask) : await ofBounds(open, ask);
  } catch {
    return undefined;
  }
}

async function ofBounds(
  { place, isTime, values = [], from, to }: OpenBounds,
  ask: Ask,
): Promise<Condition | undefined> {
  const asked = [...values, from, to].filter((one) => one !== undefined);
  const [row = []] = await ask(`SELECT ${asked.map(textOf).join(', ')}`);
  if (!row.every((value) => typeof value === 'string')) return undefined;
  if (isTime && !row.every((value) => /^\d{4}\D/.test(value))) return undefined;
  if (values.length > 0) return { ...place, values: row };
  const [first, second] = row;
  return {
    ...place,
    ...(from ? { from: first } : {}),
    // Behind every fraction of that second.
    ...(to ? { to: `${from ? second : first}${isTime && 'column' in place ? '~' : ''}` } : {}),
  };
}

/** Rows without a time lie anywhere: where such a row is wanted, all days are. */
async function ofDays(
  { days: term, alias, words }: OpenDays,
  days: readonly string[],
  ask: Ask,
): Promise<Condition | undefined> {
  const moments = ['(CAST(NULL AS TIMESTAMP))', ...days.map((day) => `(TIMESTAMP ${quoted(day)})`)];
  const rows = await ask(
    `SELECT strftime(ts, '%Y-%m-%d') FROM (VALUES ${moments.join(', ')}) AS ${alias}(ts) WHERE ${textOf(term)}`,
  );
  const found = rows.map(([day]: readonly DuckDBValue[]) => day);
  return found.every((day) => typeof day === 'string')
    ? { days: new Set(found), words }
    : undefined;
}

function textOf(fragment: Fragment): string {
  return printSql(fragment).text;
}
