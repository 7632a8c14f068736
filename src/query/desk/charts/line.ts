import { type ChartPoint, cutLabel } from '../../../base/charts/index.ts';
import type { ChartHint } from '../saved/front-matter.ts';
import { LONGEST } from './labels.ts';
import { basis, EDGE, FOOT, HEAD, NAMES_AXIS, NUMBERS_AXIS, type Picture, WIDTH } from './style.ts';

const HEIGHT = 460;
/** For the numbers of the scale and its name. */
const SCALE = 72;
/** The first and the last label are shown, within the plot's width. */
const BOTH_ENDS = {
  ...{ showMinLabel: true, showMaxLabel: true },
  ...({ alignMinLabel: 'left', alignMaxLabel: 'right' } as const),
};
/** Points that can be told apart. */
const MARKED = 60;

/** A line through all points, in the order of the rows. */
export function linePicture(
  points: readonly ChartPoint[],
  { x, y }: ChartHint,
  title: string | undefined,
): Picture {
  const option = {
    ...basis(title, `${y} by ${x}`),
    grid: { left: EDGE + SCALE, right: 2 * EDGE, top: HEAD, bottom: FOOT },
    xAxis: {
      ...NAMES_AXIS,
      ...{ name: x, boundaryGap: false, data: points.map(({ label }) => cutLabel(label, LONGEST)) },
      axisLabel: { ...NAMES_AXIS.axisLabel, ...BOTH_ENDS },
    },
    yAxis: { ...NUMBERS_AXIS, name: y, nameLocation: 'middle', nameGap: SCALE - 8 },
    series: [
      {
        type: 'line',
        data: points.map(({ value }) => value),
        ...{ symbolSize: 5, showSymbol: points.length <= MARKED },
        ...{ lineStyle: { width: 2 }, areaStyle: { opacity: 0.12 } },
      },
    ],
  } satisfies Picture['option'];
  return { width: WIDTH, height: HEIGHT, option };
}
