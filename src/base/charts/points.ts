export const CHART_KINDS = ['bars', 'line', 'heat'] as const;

export type ChartKind = (typeof CHART_KINDS)[number];

/** What a chart draws: a number with a label; a heat chart has a strip for each `strip`. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number;
  readonly strip: string;
}
