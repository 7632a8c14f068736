import * as collecting from './aggregates/collecting.ts';
import * as counting from './aggregates/counting.ts';
import * as extremes from './aggregates/extremes.ts';
import * as percentiles from './aggregates/percentiles.ts';
import * as statistics from './aggregates/statistics.ts';
import * as sums from './aggregates/sums.ts';
import type { FunctionSpec, Macro } from './contract.ts';

/** Aggregate functions. The macros use those of arrays and maps, which must be made first. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  ...counting.FUNCTIONS,
  ...sums.FUNCTIONS,
  ...extremes.FUNCTIONS,
  ...collecting.FUNCTIONS,
  ...statistics.FUNCTIONS,
  ...percentiles.FUNCTIONS,
];
export const MACROS: readonly Macro[] = [
  ...sums.MACROS,
  ...collecting.MACROS,
  ...percentiles.MACROS,
];
