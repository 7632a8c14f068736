import type { ScriptFunction } from '../../functions/contract.ts';
import { ScriptError } from '../../functions/script-error.ts';

/** Operators that DuckDB's SQL cannot do. */
export const OPERATOR_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_like_script',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: (pattern, sign) => withBackslash(String(pattern), String(sign)),
  },
  {
    // Two decimals' texts and the scale of the result, rounded half up.
    name: 'tg_decimal_quotient',
    args: ['VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'VARCHAR',
    call: (left, right, scale) => {
      const [a, b] = aligned(String(left), String(right));
      const factor = 10n ** BigInt(scale as bigint);
      return decimalText(roundedQuotient(a * factor, nonZero(b)), Number(scale));
    },
  },
  {
    name: 'tg_decimal_remainder',
    args: ['VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'VARCHAR',
    call: (left, right, scale) => {
      const [a, b] = aligned(String(left), String(right));
      return decimalText(a % nonZero(b), Number(scale));
    },
  },
];

/** A pattern whose escape is a backslash. @throws ScriptError where the escape stands before another character */
function withBackslash(pattern: string, sign: string): string {
  let result = '';
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char !== sign) {
      result += char === '\\' ? '\\\\' : char;
      continue;
    }
    const next = chars[++at];
    if (next !== '%' && next !== '_' && next !== sign) {
      throw new ScriptError(
        'INVALID_FUNCTION_ARGUMENT',
        "Escape character must be followed by '%', '_' or the escape character itself",
      );
    }
    result += `\\${next}`;
  }
  return result;
}

/** Two decimals as whole numbers of the same scale. */
function aligned(left: string, right: string): readonly [bigint, bigint] {
  const scale = Math.max(fractionOf(left).length, fractionOf(right).length);
  const whole = (text: string) =>
    BigInt(text.replace('.', '') + '0'.repeat(scale - fractionOf(text).length));
  return [whole(left), whole(right)];
}

function fractionOf(text: string): string {
  return text.split('.')[1] ?? '';
}

function nonZero(value: bigint): bigint {
  if (value === 0n) throw new ScriptError('DIVISION_BY_ZERO', 'Division by zero');
  return value;
}

function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const magnitude = (value: bigint) => (value < 0n ? -value : value);
  const [n, d] = [magnitude(numerator), magnitude(denominator)];
  const quotient = (n + d / 2n) / d;
  return numerator < 0n === denominator < 0n ? quotient : -quotient;
}

function decimalText(digits: bigint, scale: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const point = text.length - scale;
  const value = scale === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
  return digits < 0n ? `-${value}` : value;
}
