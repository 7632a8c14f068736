import type { ComparisonOperator } from '../../syntax/index.ts';
import { type Fragment, joined, lettingAll, quoted, sql, type Typed } from '../../typed.ts';
import { fieldName, isFloating, type RowType, type Type } from '../../types/index.ts';
import { once } from './once.ts';
import { infix } from './typed-values.ts';

/**
 * Two values of one type, compared as Trino does: NaN equals nothing and is neither smaller nor larger; of containers,
 * a NULL inside leaves open whether they are equal.
 */
export function compared(
  operator: ComparisonOperator,
  left: Typed,
  right: Typed,
  type: Type,
): Fragment {
  if (isFloating(type)) return comparedFloating(operator, left, right);
  if (type.is === 'time-zoned') {
    return infix(sql`tg_time_instant(${left.sql})`, operator, sql`tg_time_instant(${right.sql})`);
  }
  if (type.is === 'unknown') return sql`CAST(NULL AS BOOLEAN)`;
  if (!isEquality(operator) || !isContainer(type)) return infix(left.sql, operator, right.sql);
  const same = equal(left.sql, right.sql, type, 0);
  return operator === '=' ? same : sql`(NOT ${same})`;
}

function isContainer({ is }: Type): boolean {
  return is === 'array' || is === 'map' || is === 'row';
}

/** DuckDB has NaN equal to itself and above every number. */
function comparedFloating(operator: ComparisonOperator, left: Typed, right: Typed): Fragment {
  const isLess = operator === '<' || operator === '<=';
  // The side that would win as NaN; of equal ones, either.
  const tested = isLess || (isEquality(operator) && isNumber(left)) ? right : left;
  const isSafe = isEquality(operator) ? isNumber(left) || isNumber(right) : isNumber(tested);
  const plain = (one: Fragment) =>
    tested === left ? infix(one, operator, right.sql) : infix(left.sql, operator, one);
  if (isSafe) return plain(tested.sql);
  return once(tested.sql, (one) =>
    operator === '<>'
      ? sql`(${plain(one)} OR isnan(${one}))`
      : sql`(${plain(one)} AND NOT isnan(${one}))`,
  );
}

function isEquality(operator: ComparisonOperator): boolean {
  return operator === '=' || operator === '<>';
}

/** Whether the query fixes the value, to NULL or to what is not NaN. */
function isNumber({ constant }: Typed): boolean {
  const value = constant?.value;
  return value === null || (typeof value === 'number' && !Number.isNaN(value));
}

/** Three-valued equality of two values of one type. */
function equal(left: Fragment, right: Fragment, type: Type, depth: number): Fragment {
  if (type.is === 'array') return equalArrays(left, right, type.of, depth);
  if (type.is === 'row') return equalRows(left, right, type, depth);
  if (type.is === 'map') return equalMaps(left, right, type.value, depth);
  return isFloating(type)
    ? sql`(${left} = ${right} AND NOT isnan(${left}))`
    : infix(left, '=', right);
}

function equalArrays(left: Fragment, right: Fragment, type: Type, depth: number): Fragment {
  const name = `tgp${depth}`;
  const item = equal(sql`${name}[1]`, sql`${name}[2]`, type, depth + 1);
  return pairwise(left, right, depth, (a, b) => {
    const items = sql`list_transform(list_zip(${a}, ${b}), lambda ${name}: ${item})`;
    return sql`CASE WHEN len(${a}) <> len(${b}) THEN false ELSE tg_all(${items}) END`;
  });
}

/** The same keys, in any order, with the same values. */
function equalMaps(left: Fragment, right: Fragment, value: Type, depth: number): Fragment {
  const name = `tgp${depth}`;
  return pairwise(left, right, depth, (a, b) => {
    const of = (map: Fragment) => sql`map_extract(${map}, ${name})[1]`;
    const test = equal(of(a), of(b), value, depth + 1);
    const item = sql`CASE WHEN map_contains(${b}, ${name}) THEN ${test} ELSE false END`;
    const items = sql`list_transform(map_keys(${a}), lambda ${name}: ${item})`;
    return sql`CASE WHEN cardinality(${a}) <> cardinality(${b}) THEN false ELSE tg_all(${items}) END`;
  });
}

function equalRows(left: Fragment, right: Fragment, type: RowType, depth: number): Fragment {
  return pairwise(left, right, depth, (a, b) => {
    const fields = type.fields.map((field, at) => {
      const name = quoted(fieldName(type, at));
      const of = (row: Fragment) => sql`struct_extract(${row}, ${name})`;
      return equal(of(a), of(b), field.type, depth + 1);
    });
    return sql`(${joined(fields, ' AND ')})`;
  });
}

/** NULL where one of the two is. */
function pairwise(
  left: Fragment,
  right: Fragment,
  depth: number,
  test: (left: Fragment, right: Fragment) => Fragment,
): Fragment {
  return lettingAll(`tgq${depth}`, [left, right], ([a = left, b = right]) => {
    return sql`CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${test(a, b)} END`;
  });
}

/** IS [NOT] DISTINCT FROM: NULL is a value like others. */
export function distinct(left: Typed, right: Typed, isNegated: boolean): Fragment {
  const operator = isNegated ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM';
  return infix(left.sql, operator, right.sql);
}
