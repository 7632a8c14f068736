import type { EChartsOption } from 'echarts';

/** What ECharts draws, and how large; lengths in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly option: EChartsOption;
}

export const WIDTH = 1080;
/** From the edges to the plot: title and subtitle above, labels and the name of the axis below. */
export const HEAD = 112;
export const FOOT = 64;
export const EDGE = 24;

const INK = '#1f2933';
export const FAINT_INK = '#52606d';
const GRID_INK = '#e4e7eb';
const ACCENT = '#1f6f9f';

const FONT = 'Helvetica Neue, Helvetica, Arial, DejaVu Sans, sans-serif';

/** What all charts share. Without a title the words below it take its place. */
export function basis(title: string | undefined, words: string): EChartsOption {
  return {
    animation: false,
    backgroundColor: '#ffffff',
    color: [ACCENT],
    textStyle: { fontFamily: FONT, color: INK },
    title: {
      ...{
        text: title ?? words,
        subtext: title === undefined ? '' : words,
        left: EDGE - 5,
        top: 18,
        itemGap: 8,
      },
      textStyle: {
        fontSize: 20,
        fontWeight: 600,
        color: INK,
        width: WIDTH - 48,
        overflow: 'truncate',
      },
      subtextStyle: { fontSize: 13, color: FAINT_INK },
    },
  };
}

/** Names below the plot. */
export const NAMES_AXIS = {
  type: 'category',
  nameLocation: 'middle',
  nameGap: 34,
  axisLabel: { color: INK, fontSize: 12, hideOverlap: true },
  axisLine: { lineStyle: { color: '#9aa5b1' } },
  axisTick: { show: false },
  nameTextStyle: { color: FAINT_INK, fontSize: 13 },
} as const;

/** Names beside the plot, from above, all of them. */
export const ROWS_AXIS = {
  ...NAMES_AXIS,
  inverse: true,
  nameLocation: 'start',
  nameGap: 6,
  axisLabel: { ...NAMES_AXIS.axisLabel, hideOverlap: false, interval: 0 },
  nameTextStyle: { ...NAMES_AXIS.nameTextStyle, align: 'right', padding: 8 },
} as const;

/** An axis of numbers from 0. */
export const NUMBERS_AXIS = {
  type: 'value',
  axisLabel: { color: FAINT_INK, fontSize: 12 },
  splitLine: { lineStyle: { color: GRID_INK } },
  nameTextStyle: { color: FAINT_INK, fontSize: 13 },
  minInterval: 1,
} as const;
