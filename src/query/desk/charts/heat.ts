import { type ChartPoint, cutLabel, largestStrips } from '../../../base/charts/index.ts';
import { formatCount } from '../../../base/text/index.ts';
import type { ChartHint } from '../saved/front-matter.ts';
import { LONGEST, leanOf, roomFor } from './labels.ts';
import { shadesUpTo } from './shades.ts';
import {
  basis,
  EDGE,
  FAINT_INK,
  FOOT,
  HEAD,
  NAMES_AXIS,
  type Picture,
  ROWS_AXIS,
  WIDTH,
} from './style.ts';

const CELL = 26;
const LEGEND = 40;

/** A strip for each `strip`, a cell for each label; the darker, the more. All strips have one scale. */
export function heatPicture(
  points: readonly ChartPoint[],
  { x, y, by = '' }: ChartHint,
  title: string | undefined,
): Picture {
  const labels = [...new Set(points.map(({ label }) => label))].sort();
  const { strips, omitted } = largestStrips(points);
  const names = labels.map((label) => cutLabel(label, LONGEST));
  const rows = strips.map(({ name }) => cutLabel(name, LONGEST));
  const left = EDGE + roomFor(rows);
  const { rotate, depth } = leanOf(names, WIDTH - left - 2 * EDGE);
  const foot = FOOT + LEGEND + depth;
  const cells = strips.flatMap(({ values }, row) =>
    [...values]
      .filter(([, value]) => value > 0)
      .map(([label, value]) => [labels.indexOf(label), row, value]),
  );
  const most = Math.max(0, ...points.map(({ value }) => value));
  const rest = omitted > 0 ? `; ${formatCount(omitted)} with less are not drawn` : '';
  const option = {
    ...basis(title, `${y} by ${x} and ${by}${rest}`),
    grid: { left, right: 2 * EDGE, top: HEAD, bottom: foot },
    xAxis: {
      ...NAMES_AXIS,
      ...{ name: x, nameGap: NAMES_AXIS.nameGap + depth, data: names },
      axisLabel: { ...NAMES_AXIS.axisLabel, rotate, hideOverlap: rotate === 0 },
    },
    yAxis: { ...ROWS_AXIS, name: by, data: rows, axisLine: { show: false } },
    visualMap: {
      ...{ type: 'piecewise', pieces: [...shadesUpTo(most)], orient: 'horizontal' },
      ...{ left: 'center', bottom: 16, itemGap: 20, itemSymbol: 'rect' },
      textStyle: { color: FAINT_INK, fontSize: 12 },
    },
    series: [
      { type: 'heatmap', data: cells, itemStyle: { borderColor: '#ffffff', borderWidth: 1 } },
    ],
  } satisfies Picture['option'];
  return { width: WIDTH, height: HEAD + foot + CELL * strips.length, option };
}
