import { cellText, formatCount, plural } from '../../base/text/index.ts';
import { isNumeric } from '../../query/desk/index.ts';
import type { QueryResult, Row } from '../../query/engine/index.ts';
import {
  headLines,
  layoutTable,
  type Output,
  rowLine,
  type TableLayout,
} from '../terminal/index.ts';

/** Rows that a table is measured by; those after them are laid out by the same measure. */
const MEASURED = 1000;
/** Names of hidden columns that a footer has room for. */
const NAMED = 3;

/** Rows for people: a terminal shows the first `most` of them and says so, a pipe gets all. */
export type RowsPrinter = (
  result: QueryResult,
  out: Output,
  most: number,
) => AsyncGenerator<string>;

export const tableTexts: RowsPrinter = async function* (result, out, most) {
  const columns = result.columns.map(({ name, type }) => ({
    name,
    align: isNumeric(type) ? ('right' as const) : ('left' as const),
  }));
  const shown = out.isTTY ? most : Number.POSITIVE_INFINITY;
  const measured: Row[] = [];
  let layout: TableLayout | undefined;
  let rows = 0;
  for await (const page of result.pages) {
    const wanted = page.slice(0, Math.max(0, shown - rows));
    rows += page.length;
    if (layout) {
      yield rowLines(wanted, layout, out);
      continue;
    }
    measured.push(...wanted);
    if (measured.length < Math.min(MEASURED, shown)) continue;
    layout = layoutTable(columns, measured, out.width);
    yield headLines(layout, out) + rowLines(measured, layout, out);
  }
  if (!layout) {
    layout = layoutTable(columns, measured, out.width);
    yield headLines(layout, out) + rowLines(measured, layout, out);
  }
  yield footer({ rows, shown, hidden: layout.hidden }, out);
};

export const lineTexts: RowsPrinter = async function* (result, out, most) {
  const shown = out.isTTY ? most : Number.POSITIVE_INFINITY;
  const width = Math.max(...result.columns.map(({ name }) => name.length));
  let rows = 0;
  for await (const page of result.pages) {
    const wanted = page.slice(0, Math.max(0, shown - rows));
    const before = rows;
    rows += page.length;
    yield wanted.map((row, index) => block(row, before + index + 1)).join('');
  }
  yield footer({ rows, shown, hidden: [] }, out);

  function block(row: Row, number: number): string {
    const lines = result.columns.map(
      ({ name }, index) => `${out.colors.bold(name.padEnd(width))}  ${cellText(row[index])}\n`,
    );
    return `${out.colors.dim(`─── row ${formatCount(number)}`)}\n${lines.join('')}`;
  }
};

function rowLines(rows: readonly Row[], layout: TableLayout, out: Output): string {
  return rows.map((row) => rowLine(row, layout, out)).join('');
}

interface Shown {
  readonly rows: number;
  readonly shown: number;
  readonly hidden: readonly string[];
}

function footer({ rows, shown, hidden }: Shown, { colors }: Output): string {
  const count =
    rows > shown
      ? `first ${formatCount(shown)} of ${plural(rows, 'row')}; all of them: -o FILE, or --output csv`
      : plural(rows, 'row');
  return `${colors.dim(`(${count}${columnsLeftOut(hidden)})`)}\n`;
}

function columnsLeftOut(hidden: readonly string[]): string {
  if (hidden.length === 0) return '';
  const rest = hidden.length - NAMED;
  const names = hidden.slice(0, NAMED).join(', ');
  const more = rest > 0 ? ` and ${formatCount(rest)} more` : '';
  return `; no room for ${names}${more}: --output line shows them`;
}
