import type { ChartPoint } from '../../base/charts/index.ts';
import { formatCount } from '../../base/text/index.ts';
import { pad, widthOf } from './cells.ts';
import type { Canvas } from './chart.ts';

const HEIGHT = 8;
const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** A column for each label, in the order of the rows; where there are too many, the highest of a few. */
export function drawLine(points: readonly ChartPoint[], canvas: Canvas): readonly string[] {
  const most = Math.max(0, ...points.map(({ value }) => value));
  const scale = formatCount(most);
  const room = Math.max(1, canvas.width - scale.length - 1);
  const columns = fitTo(
    points.map(({ value }) => value),
    room,
  );
  const rows = Array.from({ length: HEIGHT }, (_, index) => {
    const floor = HEIGHT - 1 - index;
    const cells = columns.map((value) => cell(value / (most || 1), floor, canvas)).join('');
    const mark = index === 0 ? scale : index === HEIGHT - 1 ? '0' : '';
    return `${pad(mark, scale.length, 'right')} ${canvas.colors.cyan(cells)}`.trimEnd();
  });
  return [...rows, `${' '.repeat(scale.length + 1)}${axis(points, columns.length)}`];
}

/** As many columns as there is room for: each wider, or the highest of several values. */
function fitTo(values: readonly number[], room: number): readonly number[] {
  if (values.length <= room) {
    const times = Math.max(1, Math.min(4, Math.floor(room / values.length)));
    return values.flatMap((value) => Array.from({ length: times }, () => value));
  }
  return Array.from({ length: room }, (_, index) => {
    const from = Math.floor((index * values.length) / room);
    const to = Math.max(from + 1, Math.floor(((index + 1) * values.length) / room));
    return Math.max(...values.slice(from, to));
  });
}

/** One character: how much of that floor the column fills. */
function cell(share: number, floor: number, { isTTY }: Canvas): string {
  const filled = share * HEIGHT - floor;
  if (!isTTY) return filled >= 0.5 || (floor === 0 && filled > 0) ? '#' : ' ';
  const eighths = Math.min(8, Math.max(0, Math.round(filled * 8)));
  return BLOCKS[floor === 0 && share > 0 ? Math.max(1, eighths) : eighths] ?? ' ';
}

/** First and last label below the columns. */
function axis(points: readonly ChartPoint[], width: number): string {
  const first = points[0]?.label ?? '';
  const last = points.at(-1)?.label ?? '';
  if (first === last) return first;
  return `${first}${' '.repeat(Math.max(1, width - widthOf(first) - widthOf(last)))}${last}`;
}
