import type { ChartKind, ChartPoint } from '../../base/charts/index.ts';
import { drawBars } from './chart-bars.ts';
import { drawHeat } from './chart-heat.ts';
import { drawLine } from './chart-line.ts';
import type { Output } from './terminal.ts';

/** Where a chart is drawn: how wide it may be, and whether blocks and colours can be shown. */
export type Canvas = Pick<Output, 'isTTY' | 'width' | 'colors'>;

/** Cells of a chart that no terminal limits. */
const WIDTH = 100;

/** The chart as lines; blocks on a terminal, plain ASCII elsewhere. */
export function drawChart(kind: ChartKind, points: readonly ChartPoint[], out: Canvas): string {
  if (points.length === 0) return 'Nothing to draw: no rows.\n';
  const canvas = { ...out, isTTY: out.isTTY, width: Math.min(out.width, out.isTTY ? 400 : WIDTH) };
  const lines = linesOf(kind, points, canvas);
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
