import { formatBytes, formatCount, plural } from '../../../base/text/index.ts';
import { type Answer, type Condition, VARCHAR } from '../../sql/index.ts';
import type { LakePart } from '../engine.ts';
import type { PreparedQuery } from './prepared.ts';
import type { ScannedTable } from './scan.ts';

/** What EXPLAIN says, in our words: what is read, what was left out and why, and the SQL that runs. */
export function explainAnswer({ query, scans, printed }: PreparedQuery): Answer {
  const columns = query.columns.map(({ name }) => name).join(', ');
  const lines = [
    `Result: ${columns}`,
    ...scans.flatMap(tableLines),
    ...(scans.length === 0 ? ['No table is read.'] : []),
    'SQL:',
    ...printed.text.split('\n').map((line) => `  ${line}`),
  ];
  return { columns: [{ name: 'Query Plan', type: VARCHAR }], rows: lines.map((line) => [line]) };
}

function tableLines({ table, kept, all, strays }: ScannedTable): readonly string[] {
  const lifted = [...table.table.lifted.values()].map(({ name }) => name);
  const used = [...table.columns].filter((name) => lifted.includes(name)).sort();
  return [
    `Table ${table.name}: ${table.table.about}`,
    `  days: ${daysText(kept)} of ${daysText(all)}`,
    `  parts: ${formatCount(kept.length)} of ${formatCount(all.length)}; at most ${plural(rowsOf(kept), 'row')}, ${formatBytes(bytesOf(kept))}`,
    ...(strays.length > 0
      ? [`  and rows of events: ${daysText(strays)} in ${plural(strays.length, 'part')}`]
      : []),
    ...table.conditions.map((condition) => `  where ${conditionText(condition)}`),
    ...(used.length > 0 ? [`  columns that stand alone: ${used.join(', ')}`] : []),
  ];
}

function daysText(parts: readonly LakePart[]): string {
  const days = [...new Set(parts.map(({ day }) => day))].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return 'none';
  return days.length === 1 ? first : `${first} to ${last} (${formatCount(days.length)})`;
}

function rowsOf(parts: readonly LakePart[]): number {
  return parts.reduce((sum, { rows }) => sum + rows, 0);
}

function bytesOf(parts: readonly LakePart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

function conditionText(condition: Condition): string {
  if ('days' in condition) return condition.words;
  const name = 'column' in condition ? condition.column : `${condition.partition} of the event`;
  const { values, from, to, prefix } = condition;
  if (values) return `${name} is ${values.map((value) => `'${value}'`).join(' or ')}`;
  if (prefix !== undefined) return `${name} begins with '${prefix}'`;
  const bounds = [
    ...(from === undefined ? [] : [`from '${from}'`]),
    ...(to === undefined ? [] : [`to '${to}'`]),
  ];
  return `${name} ${bounds.join(' ')}`;
}
