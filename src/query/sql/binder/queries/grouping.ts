import { refuse } from '../../refusal.ts';
import type { Expression, GroupBy, GroupingElement } from '../../syntax/index.ts';
import { sql, type Typed } from '../../typed.ts';
import { displayName, isComparable } from '../../types/index.ts';
import { refuseRowCalls } from './calls.ts';
import { canonical } from './canonical.ts';
import { bindIn } from './expression.ts';
import { bare, chainOf } from './names.ts';
import type { Item } from './output.ts';
import type { SourceScope } from './scope.ts';

/** An expression that rows are grouped by. */
export interface Key {
  /** See `canonical`. */
  readonly key: string;
  readonly typed: Typed;
}

export interface Grouping {
  readonly keys: readonly Key[];
  /** Places of the keys in each grouping set; undefined where all rows are grouped by all keys. */
  readonly sets?: readonly (readonly number[])[];
}

/** Reads GROUP BY. @throws Refusal INVALID_COLUMN_REFERENCE, EXPRESSION_NOT_SCALAR, TYPE_MISMATCH */
export function bindGroupBy(
  groupBy: GroupBy,
  { items, scope }: { readonly items: readonly Item[]; readonly scope: SourceScope },
): Grouping {
  const keys: Key[] = [];
  const keyOf = (expression: Expression, isSimple: boolean): number => {
    const key = isSimple ? simpleKey(expression, items, scope) : columnKey(expression, scope);
    const known = keys.findIndex((one) => one.key === key.key);
    return known >= 0 ? known : keys.push(key) - 1;
  };
  const elements = groupBy.elements.map((element) => {
    const isSimple = element.is === 'simple';
    return setsOf(element, (one) => keyOf(one, isSimple));
  });
  if (groupBy.elements.every(({ is }) => is === 'simple')) return { keys };
  const sets = elements.reduce(
    (all, more) => all.flatMap((one) => more.map((other) => [...new Set([...one, ...other])])),
    [[]] as readonly (readonly number[])[],
  );
  return { keys, sets: groupBy.quantifier === 'distinct' ? distinctSets(sets) : sets };
}

function setsOf(
  { is, sets }: GroupingElement,
  keyOf: (expression: Expression) => number,
): readonly (readonly number[])[] {
  const places = sets.map((set) => set.map(keyOf));
  switch (is) {
    case 'simple':
    case 'grouping-sets':
      return places;
    case 'rollup':
      return [...places, []].map((_, at) => places.slice(0, places.length - at).flat());
    case 'cube':
      return subsets(places).map((subset) => subset.flat());
  }
}

function subsets<T>([first, ...rest]: readonly T[]): readonly (readonly T[])[] {
  if (first === undefined) return [[]];
  const without = subsets(rest);
  return [...without.map((subset) => [first, ...subset]), ...without];
}

function distinctSets(sets: readonly (readonly number[])[]) {
  return [...new Map(sets.map((set) => [set.toSorted((a, b) => a - b).join(), set])).values()];
}

/** A number is a place in the SELECT list; else an expression over single rows. */
function simpleKey(expression: Expression, items: readonly Item[], scope: SourceScope): Key {
  const inner = bare(expression);
  if (inner.is !== 'integer') return expressionKey(inner, scope);
  const item = items[Number(inner.text) - 1];
  if (item?.expression) return expressionKey(item.expression, scope);
  if (item?.field) {
    const typed = { type: item.field.type, sql: item.field.sql, span: inner.span };
    return { key: `#${scope.context.idOf(item.field)}`, typed };
  }
  const reason = `GROUP BY position ${inner.text} is not in select list`;
  return refuse('INVALID_COLUMN_REFERENCE', reason, inner.span);
}

function expressionKey(expression: Expression, scope: SourceScope): Key {
  const { text, functions } = scope.context.options;
  refuseRowCalls(expression, { clause: 'GROUP BY clause', functions, text });
  const typed = bindIn(scope, expression, scope.context);
  if (!isComparable(typed.type)) {
    const reason = `${displayName(typed.type)} is not comparable, and therefore cannot be used in GROUP BY`;
    refuse('TYPE_MISMATCH', reason, expression.span);
  }
  return { key: canonical(expression, scope), typed };
}

/** Trino groups by sets of columns only. */
function columnKey(expression: Expression, scope: SourceScope): Key {
  const name = chainOf(bare(expression));
  const found = name && scope.column(name, expression.span);
  if (found && found.used === name.length) return expressionKey(bare(expression), scope);
  const { text } = scope.context.options;
  const written = text.slice(expression.span.start, expression.span.end);
  const reason = `GROUP BY expression must be a column reference: ${written}`;
  return refuse('INVALID_COLUMN_REFERENCE', reason, expression.span);
}

/** ` GROUP BY 1, 2` or sets of these places; the keys come first in the inner SELECT. */
export function groupSql({ keys, sets }: Grouping) {
  if (sets) {
    const lists = sets.map((set) => `(${set.map((place) => place + 1).join(', ')})`);
    return sql` GROUP BY GROUPING SETS (${lists.join(', ')})`;
  }
  const places = keys.map((_, at) => at + 1).join(', ');
  return keys.length === 0 ? sql`` : sql` GROUP BY ${places}`;
}
