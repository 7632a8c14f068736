import { drawBars } from './chart-bars.ts';
import { drawHeat } from './chart-heat.ts';
import { drawLine } from './chart-line.ts';
import type { Output } from './terminal.ts';

/** What a chart draws: a number with a label; a heat chart has a strip for each `strip`. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number;
  readonly strip: string;
}

/** Where a chart is drawn: how wide it may be, and whether blocks and colours can be shown. */
export type Canvas = Pick<Output, 'isTTY' | 'width' | 'colors'>;

export type ChartKind = 'bars' | 'line' | 'heat';

/** Cells of a chart that no terminal limits. */
const WIDTH = 100;

/** The chart as lines; blocks on a terminal, plain ASCII elsewhere. Values with one label are added up. */
export function drawChart(kind: ChartKind, points: readonly ChartPoint[], out: Canvas): string {
  if (points.length === 0) return 'Nothing to draw: no rows.\n';
  const canvas = { ...out, isTTY: out.isTTY, width: Math.min(out.width, out.isTTY ? 400 : WIDTH) };
  const lines = linesOf(kind, addUp(points), canvas);
  return `${lines.join('\n')}\n`;
}

function linesOf(kind: ChartKind, points: readonly ChartPoint[], canvas: Canvas) {
  switch (kind) {
    case 'bars':
      return drawBars(points, canvas);
    case 'line':
      return drawLine(points, canvas);
    case 'heat':
      return drawHeat(points, canvas);
    default:
      return kind satisfies never;
  }
}

function addUp(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const sums = new Map<string, ChartPoint>();
  for (const point of points) {
    const key = JSON.stringify([point.label, point.strip]);
    sums.set(key, { ...point, value: point.value + (sums.get(key)?.value ?? 0) });
  }
  return [...sums.values()];
}
