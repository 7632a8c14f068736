export { type CollectOptions, collect, type TrailAddress } from './collect.ts';
export type { CollectSummary, Problem } from './summary.ts';
