import { formatExpression, textLiteral } from '../../../query/sql/index.ts';
import type { TimesWanted } from '../../callers/index.ts';
import { timeConditions } from '../times.ts';
import type { Candidate, Pass } from './plan.ts';

/** What is wanted of a matching event. */
export interface MatchColumn {
  readonly name: string;
  /** Over the alias `e`. */
  readonly sql: string;
  /** The rules that want it; of the others it is NULL, which spares working it out. Absent: all of them. */
  readonly only?: ReadonlySet<number>;
}

/**
 * The statement of one pass: a row for each event and rule that match, `rule` the number, then `columns`. A CASE on the class asks each condition of its own rows only; slow ones have a join of their own,
 * where few rows come in full chunks.
 */
export function matchStatement(
  { table, candidates, conditions, singles }: Pass,
  columns: readonly MatchColumn[],
  times: TimesWanted = {},
): string {
  const during = timeConditions(times);
  const texts = conditions.map(formatExpression);
  const parts = Object.values(
    Object.groupBy(candidates, (one) => `${one.source === undefined} ${isSlow(texts[one.class])}`),
  );
  const joins = parts.map(
    (
      rows = [],
    ) => `SELECT ${['c.rule', ...columns.map((one) => joinedColumn(one, rows))].join(', ')} FROM ${table} e
JOIN (${valuesOf(rows)}) AS c (name, source, class, rule) ON ${sameName(rows)}
WHERE ${during}${table === 'calls' ? namedAs(rows) : ''}${caseOf(rows, texts)}`,
  );
  const scans = singles.map(
    ({ number, condition }) =>
      `SELECT ${[`${number} AS rule`, ...columns.map((one) => scannedColumn(one, number))].join(', ')} FROM ${table} e WHERE ${during}(${formatExpression(condition)})`,
  );
  return [...joins, ...scans].join('\nUNION ALL\n');
}

function joinedColumn({ name, sql, only }: MatchColumn, candidates: readonly Candidate[]): string {
  if (only === undefined) return `${sql} AS ${name}`;
  const wanting = new Set(candidates.map(({ number }) => number).filter((one) => only.has(one)));
  if (wanting.size === 0) return `${NOTHING} AS ${name}`;
  return `CASE WHEN c.rule IN (${[...wanting].join(', ')}) THEN ${sql} END AS ${name}`;
}

function scannedColumn({ name, sql, only }: MatchColumn, number: number): string {
  return `${only === undefined || only.has(number) ? sql : NOTHING} AS ${name}`;
}

const NOTHING = 'CAST(NULL AS varchar)';

function valuesOf(candidates: readonly Candidate[]): string {
  const rows = candidates.map(
    (one) =>
      `(${textLiteral(one.name)}, ${textLiteral(one.source ?? '')}, ${one.class}, ${one.number})`,
  );
  return `VALUES ${rows.join(', ')}`;
}

function sameName([first]: readonly Candidate[]): string {
  const name = 'c.name = lower(e.eventname)';
  return first?.source === undefined ? name : `${name} AND c.source = lower(e.eventsource)`;
}

/** Comparing each row with more of them costs as much as it spares. */
const MOST_NAMES = 100;

/** Who is behind calls is joined to every row, and DuckDB takes filters beneath that, but no other join. */
function namedAs(candidates: readonly Candidate[]): string {
  const names = [...new Set(candidates.map(({ name }) => name))];
  if (names.length === 0 || names.length > MOST_NAMES) return '';
  return `lower(e.eventname) IN (${names.map(textLiteral).join(', ')}) AND `;
}

/** Whether a condition calls functions of ours: a call each chunk of rows, however few of them are asked about. */
function isSlow(condition: string | undefined): boolean {
  return condition?.includes('"$') ?? false;
}

function caseOf(candidates: readonly Candidate[], conditions: readonly string[]): string {
  const used = [...new Set(candidates.map((one) => one.class))];
  const whens = used.map((number) => `WHEN ${number} THEN ${conditions[number] ?? 'FALSE'}`);
  return `CASE c.class ${whens.join('\n')} END`;
}
