import type { Expression, Query } from '../../syntax/index.ts';
import { nodesOf } from './calls.ts';
import { bare, chainOf, lower } from './names.ts';

const FULL_DATE = /^\d{4}[/-]\d{2}/;

/**
 * Published tables have a column `day` that holds `07`, or a full date. A query that compares it with a full date
 * means the second.
 */
export function comparesDayWithDate(query: Query): boolean {
  for (const node of nodesOf(query, { intoQueries: true })) {
    const [value, ...others] = sidesOf(node);
    if (!value) continue;
    const sides = [value, ...others];
    if (sides.some(isDay) && sides.some(isFullDate)) return true;
  }
  return false;
}

function sidesOf(node: Expression): readonly Expression[] {
  switch (node.is) {
    case 'comparison':
      return [node.left, node.right];
    case 'between':
      return [node.value, node.low, node.high];
    case 'in-list':
      return [node.value, ...node.items];
    case 'like':
      return [node.value, node.pattern];
    default:
      return [];
  }
}

function isDay(expression: Expression): boolean {
  const name = chainOf(bare(expression))?.at(-1)?.name;
  return name !== undefined && lower(name) === 'day';
}

function isFullDate(expression: Expression): boolean {
  const inner = bare(expression);
  return inner.is === 'string' && FULL_DATE.test(inner.value);
}
