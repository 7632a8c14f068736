import { type Fragment, sql } from '../../typed.ts';
import { duckdbType } from '../../types/index.ts';
import type { BoundCall, FunctionSpec } from '../contract.ts';
import { aggregate, gathered } from './calling.ts';

const ONE: readonly (readonly [name: string, of: string, about: string])[] = [
  ['stddev', 'stddev_samp', 'The standard deviation of a sample.'],
  ['stddev_samp', 'stddev_samp', 'The standard deviation of a sample.'],
  ['stddev_pop', 'stddev_pop', 'The standard deviation of a population.'],
  ['variance', 'var_samp', 'The variance of a sample.'],
  ['var_samp', 'var_samp', 'The variance of a sample.'],
  ['var_pop', 'var_pop', 'The variance of a population.'],
];
const TWO: readonly (readonly [name: string, about: string])[] = [
  ['corr', 'The correlation coefficient; NULL where a side does not vary.'],
  ['covar_pop', 'The covariance of a population.'],
  ['covar_samp', 'The covariance of a sample.'],
  ['regr_slope', 'The slope of the line of best fit: y, then x.'],
  ['regr_intercept', 'Where the line of best fit meets x = 0: y, then x.'],
];

function finite(call: BoundCall, name: string): Fragment {
  const value = gathered(call, name);
  return sql`CAST(CASE WHEN isfinite(${value}) THEN ${value} END AS ${duckdbType(call.type)})`;
}

/** DuckDB corrects the skewness for the sample's size, Trino does not. */
function printSkewness(call: BoundCall): Fragment {
  const n = sql`CAST(${gathered(call, 'count')} AS DOUBLE)`;
  const corrected = gathered(call, 'skewness');
  return sql`CASE WHEN ${n} >= 3 THEN ${corrected} * (${n} - 2) / sqrt(${n} * (${n} - 1)) END`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  ...ONE.map(([name, of, about]) =>
    aggregate(name, [`${name}(double) double`], about, (call) => gathered(call, of)),
  ),
  ...TWO.map(([name, about]) =>
    aggregate(name, [`${name}(double, double) double`, `${name}(real, real) real`], about, (call) =>
      finite(call, name),
    ),
  ),
  aggregate(
    'skewness',
    ['skewness(double) double'],
    'How lopsided the values are; NULL of fewer than three.',
    printSkewness,
  ),
  aggregate(
    'kurtosis',
    ['kurtosis(double) double'],
    'The excess kurtosis; NULL of fewer than four.',
    (call) => {
      const n = gathered(call, 'count');
      return sql`CASE WHEN ${n} >= 4 THEN ${gathered(call, 'kurtosis')} END`;
    },
  ),
];
