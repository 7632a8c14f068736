import { cellText } from '../../base/text/index.ts';
import { cutTo, pad, widthOf } from './cells.ts';
import type { Output } from './terminal.ts';

export interface TableColumn {
  readonly name: string;
  readonly align: 'left' | 'right';
}

const GAP = 2;
/** A column that has no room for so many cells is left out. */
const LEAST = 8;
/** What is kept for each wide column before a narrow one is shown whole. */
const LEAST_CUT = 12;

/** Cells of each column, and how many of the columns fit. */
export interface TableLayout {
  readonly columns: readonly TableColumn[];
  readonly widths: readonly number[];
  /** Columns on the right that the terminal has no room for. */
  readonly hidden: readonly string[];
  /** Whether longer values are cut: where nothing limits the width, rows after those measured stay whole. */
  readonly isCut: boolean;
}

/** Fits columns into a width: long ones give way first, and what still finds no room is left out. */
export function layoutTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly unknown[])[],
  width: number,
): TableLayout {
  const natural = columns.map(({ name }, index) =>
    rows.reduce((most, row) => Math.max(most, widthOf(cellText(row[index]))), widthOf(name)),
  );
  if (width === Number.POSITIVE_INFINITY) {
    return { columns, widths: natural, hidden: [], isCut: false };
  }
  const fitting = countFitting(natural, width);
  const room = width - GAP * (fitting - 1);
  const widths = shrink(natural.slice(0, fitting), room);
  const hidden = columns.slice(fitting).map(({ name }) => name);
  return { columns: columns.slice(0, fitting), widths, hidden, isCut: true };
}

function countFitting(natural: readonly number[], width: number): number {
  let used = 0;
  const index = natural.findIndex((one) => {
    used += Math.min(one, LEAST) + GAP;
    return used - GAP > width;
  });
  return index < 0 ? natural.length : Math.max(1, index);
}

/** Keeps narrow columns whole as long as the wide ones have some room; these share what is left. */
function shrink(natural: readonly number[], room: number): readonly number[] {
  const widths = [...natural];
  const narrowFirst = [...natural.entries()].sort(([, a], [, b]) => a - b);
  let left = room;
  for (const [index, [column, own]] of narrowFirst.entries()) {
    const wider = narrowFirst.length - index - 1;
    const share = Math.floor(left / (wider + 1));
    const width = own <= Math.max(share, left - wider * LEAST_CUT) ? own : Math.max(1, share);
    widths[column] = width;
    left -= width;
  }
  return widths;
}

export function headLines(layout: TableLayout, { colors }: Output): string {
  const names = layout.columns.map(({ name, align }, index) =>
    pad(cutTo(name, layout.widths[index] ?? 0), layout.widths[index] ?? 0, align),
  );
  const rule = layout.widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP));
  return `${colors.bold(names.join(' '.repeat(GAP)).trimEnd())}\n${colors.dim(rule)}\n`;
}

export function rowLine(row: readonly unknown[], layout: TableLayout, { colors }: Output): string {
  const cells = layout.columns.map(({ align }, index) => {
    const width = layout.widths[index] ?? 0;
    const isLast = index === layout.columns.length - 1 && align === 'left';
    const whole = cellText(row[index]);
    const text = layout.isCut ? cutTo(whole, width) : whole;
    const cell = isLast ? text : pad(text, width, align);
    return row[index] === null ? colors.dim(cell) : cell;
  });
  return `${cells.join(' '.repeat(GAP))}\n`;
}

/** A small table in one go: what commands print about themselves. */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly unknown[])[],
  output: Output,
): string {
  const layout = layoutTable(columns, rows, output.width);
  return headLines(layout, output) + rows.map((row) => rowLine(row, layout, output)).join('');
}
