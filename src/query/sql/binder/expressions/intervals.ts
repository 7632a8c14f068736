import { refuse } from '../../refusal.ts';
import type { IntervalLiteral, IntervalUnit } from '../../syntax/index.ts';
import type { Typed } from '../../typed.ts';
import { INTERVAL_DAY, INTERVAL_YEAR } from '../../types/index.ts';
import { constant } from './typed-values.ts';

const UNITS: readonly IntervalUnit[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
const MONTHS: Readonly<Partial<Record<IntervalUnit, number>>> = { year: 12, month: 1 };
const MILLIS: Readonly<Partial<Record<IntervalUnit, number>>> = {
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
};

/** The constant is in months or milliseconds. @throws Refusal INVALID_LITERAL */
export function bindInterval(literal: IntervalLiteral): Typed {
  const { value, from, to = from, negative, span } = literal;
  const units = UNITS.slice(UNITS.indexOf(from), UNITS.indexOf(to) + 1);
  const isMonths = from === 'year' || from === 'month';
  const amount = amountOf(value, units, isMonths ? MONTHS : MILLIS);
  if (amount === undefined)
    refuse('INVALID_LITERAL', `'${value}' is not a valid INTERVAL literal`, span);
  const signed = BigInt(negative ? -amount : amount);
  return isMonths
    ? constant(INTERVAL_YEAR, `to_months(${signed})`, signed, span)
    : constant(INTERVAL_DAY, `to_milliseconds(${signed})`, signed, span);
}

/** `3`, `1-2`, `4 05:06:07.890`: one number a unit, fewer only at the end. */
function amountOf(
  text: string,
  units: readonly IntervalUnit[],
  factors: Readonly<Partial<Record<IntervalUnit, number>>>,
): number | undefined {
  const sign = /^\s*-/.test(text) ? -1 : 1;
  const parts = text
    .trim()
    .replace(/^[+-]/, '')
    .split(/[-\s:]/);
  if (parts.length > units.length) return undefined;
  let sum = 0;
  for (const [at, part] of parts.entries()) {
    const unit = units[at];
    const isSecond = unit === 'second';
    if (!(isSecond ? /^\d+(?:\.\d{1,3})?$/ : /^\d+$/).test(part)) return undefined;
    sum += Math.round(Number(part) * ((unit && factors[unit]) ?? 0));
  }
  return sign * sum;
}
