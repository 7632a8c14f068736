import type { Comparison, Expression, StringLiteral, TypedLiteral } from '../../syntax/index.ts';
import { bare } from './names.ts';

const TIME =
  /^\s*(\d{4}-\d{1,2}-\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(?:Z|UTC)?\s*$/i;

/**
 * CloudTrail Lake compares its times with plain texts: `eventtime > '2026-01-31 00:00:00'`. The same comparison with
 * timestamps; undefined where there is nothing to turn.
 * @param isTime whether an expression is a time of a Lake table
 */
export function withLakeTimes(
  expression: Expression,
  isTime: (expression: Expression) => boolean,
): Expression | undefined {
  switch (expression.is) {
    case 'comparison':
      return comparison(expression, isTime);
    case 'between': {
      const { value, low, high } = expression;
      const [from, to] = [asTime(low), asTime(high)];
      const isTurned = (from ?? to) !== undefined && isTime(value);
      return isTurned ? { ...expression, low: from ?? low, high: to ?? high } : undefined;
    }
    case 'in-list': {
      const { value, items } = expression;
      const isTurned = items.some(asTime) && isTime(value);
      return isTurned
        ? { ...expression, items: items.map((item) => asTime(item) ?? item) }
        : undefined;
    }
    default:
      return undefined;
  }
}

function comparison(
  expression: Comparison,
  isTime: (expression: Expression) => boolean,
): Expression | undefined {
  const { left, right } = expression;
  const [first, second] = [asTime(left), asTime(right)];
  if (second && isTime(left)) return { ...expression, right: second };
  return first && isTime(right) ? { ...expression, left: first } : undefined;
}

function asTime(expression: Expression): TypedLiteral | undefined {
  const inner = bare(expression);
  return inner.is === 'string' ? timeLiteral(inner) : undefined;
}

function timeLiteral({ value, span }: StringLiteral): TypedLiteral | undefined {
  const [, day, time = '00:00:00'] = TIME.exec(value) ?? [];
  if (day === undefined) return undefined;
  const type = { is: 'type', name: 'timestamp', numbers: [], types: [], span } as const;
  return { is: 'typed-literal', type, value: `${day} ${time}`, span };
}
