import type { Span } from '../../syntax/index.ts';
import { type Fragment, sql, type Typed } from '../../typed.ts';
import { type DecimalType, decimal, duckdbType } from '../../types/index.ts';
import type { Operator } from './arithmetic.ts';
import { once, onceEach } from './once.ts';
import { infix, typed } from './typed-values.ts';

/** Decimals with Trino's digits: sums and products exact, quotients rounded half up at the larger scale. */
export function decimalArithmetic(
  operator: Operator,
  left: Typed,
  right: Typed,
  span: Span,
): Typed | undefined {
  if (left.type.is !== 'decimal' || right.type.is !== 'decimal') return undefined;
  const type = decimalResult(operator, left.type, right.type);
  return typed(type, printed(operator, left, right, type), span);
}

function decimalResult(operator: Operator, a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  const [whole, other] = [a.precision - a.scale, b.precision - b.scale];
  switch (operator) {
    case '+':
    case '-':
      return decimal(Math.max(whole, other) + scale + 1, scale);
    case '*':
      return decimal(a.precision + b.precision, a.scale + b.scale);
    case '/':
      return decimal(a.precision + b.scale + Math.max(b.scale - a.scale, 0), scale);
    default:
      return decimal(Math.min(whole, other) + scale, scale);
  }
}

function printed(operator: Operator, left: Typed, right: Typed, type: DecimalType): Fragment {
  const name = duckdbType(type);
  const as = (value: Typed, target: string) => sql`CAST(${value.sql} AS ${target})`;
  switch (operator) {
    case '+':
    case '-':
      return sql`CAST(${infix(as(left, name), operator, as(right, name))} AS ${name})`;
    case '*':
      return sql`CAST(${infix(as(left, widened(left, type)), '*', right.sql)} AS ${name})`;
    default:
      return divided(operator, left, right, type);
  }
}

const MOST_DIGITS = 38;

/** The factor's type with the product's digits: DuckDB multiplies in the width of the wider one. */
function widened({ type }: Typed, product: DecimalType): string {
  return duckdbType(decimal(product.precision, type.is === 'decimal' ? type.scale : 0));
}

/** On the digits as whole numbers: in HUGEINT while they have room, else in a script, digit by digit. */
function divided(operator: '/' | '%', left: Typed, right: Typed, type: DecimalType): Fragment {
  const [a, b] = [left.type as DecimalType, right.type as DecimalType];
  const isRoomy =
    a.precision + b.scale + type.scale < MOST_DIGITS && b.precision + type.scale < MOST_DIGITS;
  const name = duckdbType(type);
  if (!isRoomy) {
    const script = operator === '/' ? 'tg_decimal_quotient' : 'tg_decimal_remainder';
    return sql`CAST(${script}(CAST(${left.sql} AS VARCHAR), CAST(${right.sql} AS VARCHAR), ${String(type.scale)}) AS ${name})`;
  }
  // a / b at scale s: whole numbers a * 10^(s + b's scale) and b * 10^(a's scale).
  const [leftShift, rightShift] =
    operator === '/'
      ? [type.scale + b.scale - a.scale, 0]
      : [type.scale - a.scale, type.scale - b.scale];
  const numerator = digits(left, leftShift);
  const denominator = digits(right, rightShift);
  const whole = onceEach([numerator, denominator], ([n = numerator, d = denominator]) => {
    const divisor = sql`tg_divisor(${n}, ${d})`;
    return operator === '/'
      ? once(divisor, (safe) => sql`tg_rounded_quotient(${n}, ${safe})`, 'tgd')
      : infix(n, '%', divisor);
  });
  return sql`CAST(${withScale(whole, type.scale)} AS ${name})`;
}

/** A decimal's digits without its point, and zeros behind them. */
function digits(value: Typed, zeros: number): Fragment {
  const { precision, scale } = value.type as DecimalType;
  const factor = 10n ** BigInt(scale);
  const whole =
    scale === 0
      ? sql`CAST(${value.sql} AS HUGEINT)`
      : sql`CAST(${value.sql} * CAST(${String(factor)} AS DECIMAL(${String(Math.min(scale + 1, MOST_DIGITS - precision))},0)) AS HUGEINT)`;
  return zeros > 0 ? sql`(${whole} * CAST('${String(10n ** BigInt(zeros))}' AS HUGEINT))` : whole;
}

/** A whole number with its point put back. */
function withScale(whole: Fragment, scale: number): Fragment {
  if (scale === 0) return whole;
  const width = MOST_DIGITS - scale;
  return sql`CAST(${whole} AS DECIMAL(${String(width)},0)) * CAST('0.${'0'.repeat(scale - 1)}1' AS DECIMAL(${String(scale)},${String(scale)}))`;
}
