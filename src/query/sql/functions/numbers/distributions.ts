import { sql } from '../../typed.ts';
import type { FunctionSpec, Macro, ScriptFunction } from '../contract.ts';
import { ScriptError } from '../script-error.ts';
import { args, calls, invalid, spec } from '../writing.ts';
import { betaShare, erfc, inverted, logGamma } from './gamma.ts';

/** Beyond this many standard deviations a double has no share left. */
const FURTHEST = 39;

function check(isFine: boolean, reason: string): void {
  if (!isFine) throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
}

export function normalShare(mean: number, deviation: number, x: number): number {
  check(deviation > 0, 'standardDeviation must be > 0');
  return 0.5 * erfc((mean - x) / (deviation * Math.SQRT2));
}

export function inverseNormal(mean: number, deviation: number, share: number): number {
  check(share > 0 && share < 1, 'p must be 0 > p > 1');
  check(deviation > 0, 'sd must be > 0');
  if (share > 0.5) return 2 * mean - inverseNormal(mean, deviation, 1 - share);
  const z = inverted((x) => normalShare(0, 1, x), share, -FURTHEST, 0);
  return mean + deviation * z;
}

export function betaCdf(a: number, b: number, x: number): number {
  check(x >= 0 && x <= 1, 'value must be in the interval [0, 1]');
  check(a > 0 && b > 0, 'a, b must be > 0');
  return betaShare(x, a, b);
}

export function inverseBeta(a: number, b: number, share: number): number {
  check(share >= 0 && share <= 1, 'p must be in the interval [0, 1]');
  check(a > 0 && b > 0, 'a, b must be > 0');
  if (share === 0 || share === 1) return share;
  return inverted((x) => betaShare(x, a, b), share, 0, 1);
}

export function studentShare(x: number, freedom: number): number {
  check(freedom > 0, 'df must be greater than 0');
  const tail = 0.5 * betaShare(freedom / (freedom + x * x), freedom / 2, 0.5);
  return x > 0 ? 1 - tail : tail;
}

export function studentDensity(x: number, freedom: number): number {
  check(freedom > 0, 'df must be greater than 0');
  const log = logGamma((freedom + 1) / 2) - logGamma(freedom / 2);
  const base = Math.log1p((x * x) / freedom) * ((freedom + 1) / 2);
  return Math.exp(log - base) / Math.sqrt(freedom * Math.PI);
}

type Distribution = (...values: readonly number[]) => number;

const THREE: readonly (readonly [name: string, of: Distribution, about: string])[] = [
  [
    'normal_cdf',
    (m = 0, s = 0, x = 0) => normalShare(m, s, x),
    'The share of a normal distribution (mean, deviation) below a value.',
  ],
  [
    'inverse_normal_cdf',
    (m = 0, s = 0, p = 0) => inverseNormal(m, s, p),
    'The value below which a share of a normal distribution (mean, deviation) lies.',
  ],
  [
    'beta_cdf',
    (a = 0, b = 0, x = 0) => betaCdf(a, b, x),
    'The share of a beta distribution (a, b) below a value.',
  ],
  [
    'inverse_beta_cdf',
    (a = 0, b = 0, p = 0) => inverseBeta(a, b, p),
    'The value below which a share of a beta distribution (a, b) lies.',
  ],
];
const TWO: readonly (readonly [name: string, of: Distribution, about: string])[] = [
  [
    't_cdf',
    (x = 0, df = 0) => studentShare(x, df),
    "The share of Student's distribution (value, degrees of freedom) below a value.",
  ],
  [
    't_pdf',
    (x = 0, df = 0) => studentDensity(x, df),
    "The density of Student's distribution (value, degrees of freedom).",
  ],
];

const doubles = (count: number) => Array.from({ length: count }, () => 'double').join(', ');
const wilson = (side: 'lower' | 'upper'): FunctionSpec =>
  spec(
    `wilson_interval_${side}`,
    [`wilson_interval_${side}(bigint, bigint, double) double`],
    `The ${side} bound of Wilson's interval: successes, trials, z.`,
    (call) => sql`tg_wilson(${args(call)}, ${side === 'lower' ? '-1' : '1'})`,
  );

export const FUNCTIONS: readonly FunctionSpec[] = [
  ...THREE.map(([name, , about]) =>
    spec(name, [`${name}(${doubles(3)}) double`], about, calls(`tg_${name}`)),
  ),
  ...TWO.map(([name, , about]) =>
    spec(name, [`${name}(${doubles(2)}) double`], about, calls(`tg_${name}`)),
  ),
  wilson('lower'),
  wilson('upper'),
];

const SHARE = '(CAST(s AS DOUBLE) / n)';

export const MACROS: readonly Macro[] = [
  `tg_wilson(s, n, z, side) AS CASE WHEN s IS NULL OR n IS NULL OR z IS NULL THEN NULL
    WHEN s < 0 THEN ${invalid("'number of successes must not be negative'")}
    WHEN n <= 0 THEN ${invalid("'number of trials must be positive'")}
    WHEN s > n THEN ${invalid("'number of successes must not be larger than number of trials'")}
    WHEN z < 0 THEN ${invalid("'z-score must not be negative'")}
    ELSE (${SHARE} + z * z / 2 / n + side * z * sqrt((${SHARE} * (1 - ${SHARE}) + z * z / 4 / n) / n)) / (1 + z * z / n) END`,
];

export const SCRIPTS: readonly ScriptFunction[] = [...THREE, ...TWO].map(([name, of], at) => ({
  name: `tg_${name}`,
  args: at < THREE.length ? ['DOUBLE', 'DOUBLE', 'DOUBLE'] : ['DOUBLE', 'DOUBLE'],
  result: 'DOUBLE',
  call: (...values) => of(...values.map(Number)),
}));
