import { type ChartPoint, cutLabel } from '../../../base/charts/index.ts';
import { formatCount } from '../../../base/text/index.ts';
import type { ChartHint } from '../saved/front-matter.ts';
import { LONGEST, roomFor } from './labels.ts';
import {
  basis,
  EDGE,
  FAINT_INK,
  FOOT,
  HEAD,
  NUMBERS_AXIS,
  type Picture,
  ROWS_AXIS,
  WIDTH,
} from './style.ts';

/** Bars that are worth looking at; the rest is summed up in words. */
const MOST = 30;
const BAR = 26;
/** For the number after the longest bar. */
const NUMBER = 72;

/** A bar for each label, the longest on top. */
export function barsPicture(
  points: readonly ChartPoint[],
  { x, y }: ChartHint,
  title: string | undefined,
): Picture {
  const sorted = points.toSorted((a, b) => b.value - a.value);
  const shown = sorted.slice(0, MOST);
  const labels = shown.map(({ label }) => cutLabel(label, LONGEST));
  const option = {
    ...basis(title, `${y} by ${x}${restOf(sorted.slice(MOST))}`),
    grid: { left: EDGE + roomFor(labels), right: EDGE + NUMBER, top: HEAD, bottom: FOOT },
    xAxis: { ...NUMBERS_AXIS, name: y, nameLocation: 'middle', nameGap: 32 },
    yAxis: { ...ROWS_AXIS, name: x, data: labels },
    series: [
      {
        type: 'bar',
        data: shown.map(({ value }) => value),
        ...{ barWidth: '64%', itemStyle: { borderRadius: [0, 3, 3, 0] } },
        label: {
          ...{ show: true, position: 'right', color: FAINT_INK, fontSize: 12 },
          formatter: ({ value }: { readonly value: unknown }) => formatCount(Number(value)),
        },
      },
    ],
  } satisfies Picture['option'];
  return { width: WIDTH, height: HEAD + FOOT + BAR * shown.length, option };
}

function restOf(rest: readonly ChartPoint[]): string {
  if (rest.length === 0) return '';
  const sum = rest.reduce((total, { value }) => total + value, 0);
  return `; ${formatCount(rest.length)} more, together ${formatCount(sum)}, are not drawn`;
}
