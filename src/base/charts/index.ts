export { cutLabel } from './labels.ts';
export { CHART_KINDS, type ChartKind, type ChartPoint } from './points.ts';
export { largestStrips } from './strips.ts';
