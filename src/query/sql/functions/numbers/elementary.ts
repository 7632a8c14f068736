import { type Fragment, joined, sql } from '../../typed.ts';
import { type DecimalType, decimal, duckdbType, type Type } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, args, calls, failure, invalid, named, operand, spec } from '../writing.ts';
import { forTypes, INTEGERS, NUMBERS } from './rounding.ts';

/** Functions of one double: name, what prints it, and a line for the reference page. */
const OF_DOUBLE: readonly (readonly [name: string, prints: string, about: string])[] = [
  ['sqrt', 'tg_sqrt', 'The square root; NaN of a negative number.'],
  ['cbrt', 'cbrt', 'The cube root.'],
  ['exp', 'exp', "Euler's number to the power of the argument."],
  ['ln', 'tg_ln', 'The natural logarithm.'],
  ['log2', 'tg_log2', 'The logarithm to base 2.'],
  ['log10', 'tg_log10', 'The logarithm to base 10.'],
  ['sin', 'tg_sin', 'The sine of an angle in radians.'],
  ['cos', 'tg_cos', 'The cosine of an angle in radians.'],
  ['tan', 'tg_tan', 'The tangent of an angle in radians.'],
  ['asin', 'tg_asin', 'The arc sine, in radians.'],
  ['acos', 'tg_acos', 'The arc cosine, in radians.'],
  ['atan', 'atan', 'The arc tangent, in radians.'],
  ['sinh', 'sinh', 'The hyperbolic sine.'],
  ['cosh', 'cosh', 'The hyperbolic cosine.'],
  ['tanh', 'tanh', 'The hyperbolic tangent.'],
  ['degrees', 'degrees', 'Radians as degrees.'],
  ['radians', 'radians', 'Degrees as radians.'],
];
const CONSTANTS: readonly (readonly [name: string, value: string, about: string])[] = [
  ['e', 'exp(CAST(1 AS DOUBLE))', "Euler's number."],
  ['pi', 'pi()', 'Pi.'],
  ['nan', "CAST('NaN' AS DOUBLE)", 'Not a number.'],
  ['infinity', "CAST('Infinity' AS DOUBLE)", 'Positive infinity.'],
];

function modDecimal(given: BoundCall['args'], declared: Type): Type {
  const [one, other] = given.map(({ type }) => type as DecimalType);
  if (declared.is !== 'decimal' || one?.is !== 'decimal' || other?.is !== 'decimal')
    return declared;
  const scale = Math.max(one.scale, other.scale);
  const whole = Math.min(one.precision - one.scale, other.precision - other.scale);
  return decimal(whole + scale, scale);
}

function printMod(call: BoundCall): Fragment {
  const [value, by] = [operand(call, 0), operand(call, 1)];
  const wanted = duckdbType(call.type);
  if (['real', 'double'].includes(call.type.is)) {
    return sql`CAST(tg_mod(CAST(${value} AS DOUBLE), CAST(${by} AS DOUBLE)) AS ${wanted})`;
  }
  const failing = failure('DIVISION_BY_ZERO', 'Division by zero');
  return sql`CASE WHEN ${value} IS NOT NULL AND ${by} = 0 THEN ${failing} ELSE CAST(${value} % ${by} AS ${wanted}) END`;
}

/** NULL if any is; NaN counts as the smallest of greatest's arguments and the largest of least's. */
function printExtreme(of: 'greatest' | 'least'): FunctionSpec['print'] {
  return (call) => {
    const values = call.args.map((one) => one.sql);
    const anyNull = joined(
      values.map((one) => sql`(${one}) IS NULL`),
      ' OR ',
    );
    const isFloat = ['real', 'double'].includes(call.type.is);
    const numbers = values.map((one) => sql`CASE WHEN isnan(${one}) THEN NULL ELSE ${one} END`);
    const extreme =
      isFloat && of === 'greatest'
        ? sql`coalesce(greatest(${joined(numbers)}), CAST('NaN' AS ${duckdbType(call.type)}))`
        : sql`${of}(${args(call)})`;
    return sql`CASE WHEN ${anyNull} THEN NULL ELSE ${extreme} END`;
  };
}

function printRandom(call: BoundCall): Fragment {
  if (call.args.length === 0) return sql`random()`;
  const [low, high] =
    call.args.length === 1 ? [sql`0`, arg(call, 0)] : [arg(call, 0), arg(call, 1)];
  return sql`CAST(tg_random(CAST(${low} AS BIGINT), CAST(${high} AS BIGINT)) AS ${duckdbType(call.type)})`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  ...OF_DOUBLE.map(([name, prints, about]) =>
    spec(name, [`${name}(double) double`], about, calls(prints)),
  ),
  ...CONSTANTS.map(([name, value, about]) =>
    spec(name, [`${name}() double`], about, () => sql`${value}`),
  ),
  spec(
    'log',
    ['log(double, double) double'],
    'The logarithm to a base: log(base, number).',
    (call) => sql`(tg_ln(${arg(call, 1)}) / tg_ln(${arg(call, 0)}))`,
  ),
  spec(
    'atan2',
    ['atan2(double, double) double'],
    'The arc tangent of y / x, in radians.',
    calls('atan2'),
  ),
  ...named(
    ['power', 'pow'],
    spec(
      'power',
      ['power(double, double) double'],
      'The first to the power of the second.',
      calls('pow'),
    ),
  ),
  spec(
    'mod',
    forTypes(
      'mod(T, T) T',
      NUMBERS.map((type) => type),
    ).map((text) =>
      text.replace('mod(decimal(p, s), decimal(p, s))', 'mod(decimal(p, s), decimal(a, b))'),
    ),
    'What remains of the first divided by the second; its sign is the first one’s.',
    printMod,
    { result: modDecimal },
  ),
  spec(
    'is_nan',
    ['is_nan(real) boolean', 'is_nan(double) boolean'],
    'Whether it is NaN.',
    calls('isnan'),
  ),
  spec('is_finite', ['is_finite(double) boolean'], 'Whether it is finite.', calls('isfinite')),
  spec('is_infinite', ['is_infinite(double) boolean'], 'Whether it is infinite.', calls('isinf')),
  spec(
    'greatest',
    ['greatest(E, ...) E'],
    'The greatest argument; NULL if any is NULL.',
    printExtreme('greatest'),
  ),
  spec(
    'least',
    ['least(E, ...) E'],
    'The least argument; NULL if any is NULL.',
    printExtreme('least'),
  ),
  ...named(
    ['random', 'rand'],
    spec(
      'random',
      [
        'random() double',
        ...forTypes('random(T) T', INTEGERS),
        ...forTypes('random(T, T) T', INTEGERS),
      ],
      'A random number: of 0 to 1, of 0 to n, of m to n; the end is left out.',
      printRandom,
    ),
  ),
  spec(
    'width_bucket',
    [
      'width_bucket(double, double, double, bigint) bigint',
      'width_bucket(double, array(double)) bigint',
    ],
    'The bucket of a value, of so many equal ones between two bounds, or of bins.',
    (call) => sql`${call.signature === 0 ? 'tg_width_bucket' : 'tg_bin'}(${args(call)})`,
  ),
];

const NAN = "CAST('NaN' AS DOUBLE)";
/** DuckDB raises errors outside a function's domain, where Java gives NaN or infinity. */
const guarded = (name: string, isOutside: string) =>
  `tg_${name}(x) AS CASE WHEN x IS NULL THEN NULL WHEN ${isOutside} THEN ${NAN} ELSE ${name}(x) END`;
const logarithm = (name: string, of: string) =>
  `tg_${name}(x) AS CASE WHEN x > 0 THEN ${of} WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN x < 0 THEN ${NAN} END`;

export const MACROS: readonly Macro[] = [
  guarded('sqrt', 'x < 0'),
  guarded('sin', 'isinf(x)'),
  guarded('cos', 'isinf(x)'),
  guarded('tan', 'isinf(x)'),
  guarded('asin', 'abs(x) > 1'),
  guarded('acos', 'abs(x) > 1'),
  logarithm('ln', 'ln(x)'),
  logarithm('log2', 'ln(x) / ln(CAST(2 AS DOUBLE))'),
  logarithm('log10', 'log10(x)'),
  `tg_mod(x, y) AS CASE WHEN x IS NULL OR y IS NULL THEN NULL WHEN y = 0 OR isinf(x) THEN ${NAN} WHEN isinf(y) THEN x ELSE x % y END`,
  `tg_random(low, high) AS CASE WHEN low IS NULL OR high IS NULL THEN NULL
    WHEN high <= low THEN ${invalid("CASE WHEN low = 0 THEN 'bound must be positive' ELSE 'start value must be less than stop value' END")}
    ELSE low + CAST(floor(random() * (high - low)) AS BIGINT) END`,
  `tg_width_bucket(x, one, other, n) AS CASE WHEN x IS NULL OR one IS NULL OR other IS NULL OR n IS NULL THEN NULL
    WHEN n <= 0 THEN ${invalid("'bucketCount must be greater than 0'")}
    WHEN isnan(x) THEN ${invalid("'operand must not be NaN'")}
    WHEN NOT isfinite(one) THEN ${invalid("'first bound must be finite'")}
    WHEN NOT isfinite(other) THEN ${invalid("'second bound must be finite'")}
    WHEN one = other THEN ${invalid("'bounds cannot equal each other'")}
    ELSE tg_bucket(x, least(one, other), greatest(one, other), n, one > other) END`,
  `tg_bin(x, bins) AS CASE WHEN x IS NULL OR bins IS NULL THEN NULL
    WHEN len(bins) = 0 THEN ${invalid("'Bins cannot be an empty array'")}
    WHEN isnan(x) THEN ${invalid("'Operand cannot be NaN'")}
    WHEN bins <> list_sort(bins) THEN ${invalid("'Bin values are not sorted in ascending order'")}
    ELSE len(list_filter(bins, lambda tg_low: tg_low <= x)) END`,
];
/** `tg_bucket` first: the macro above uses it. */
export const BUCKET: Macro = `tg_bucket(x, low, high, n, falling) AS CASE
  WHEN x < low THEN CASE WHEN falling THEN n + 1 ELSE 0 END
  WHEN x >= high THEN CASE WHEN falling THEN 0 ELSE n + 1 END
  WHEN falling THEN n - CAST(floor((n * (x - low)) / (high - low) + 1) AS BIGINT) + 1
  ELSE CAST(floor((n * (x - low)) / (high - low) + 1) AS BIGINT) END`;
