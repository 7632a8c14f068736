import { type Fragment, joined, named, sql } from '../../typed.ts';
import { duckdbType, fieldName, isFloating, type RowType, type Type } from '../../types/index.ts';
import { failure } from '../writing.ts';

/** Names for lambdas in lambdas: each depth has its own. */
const inner = (name: string, depth: number): string => `tg_${name}${depth}`;

/**
 * Whether two elements are equal, in three values: NaN equals nothing, and a NULL inside a container leaves it open.
 * DuckDB's own `=` has NaN equal itself, and NULLs inside containers equal.
 */
export function equalElements(one: Fragment, other: Fragment, type: Type, depth = 0): Fragment {
  if (isFloating(type)) return sql`(${one} = ${other} AND NOT isnan(${one}))`;
  if (type.is === 'row') return equalRows(one, other, type, depth);
  if (type.is !== 'array') return sql`(${one} = ${other})`;
  const [item, at] = [inner('x', depth), inner('i', depth)];
  const pair = equalElements(sql`${item}`, sql`(${other})[${at}]`, type.of, depth + 1);
  return sql`CASE WHEN ${one} IS NULL OR ${other} IS NULL THEN NULL WHEN len(${one}) <> len(${other}) THEN false
    ELSE tg_every(list_transform(${one}, lambda ${item}, ${at}: ${pair})) END`;
}

function equalRows(one: Fragment, other: Fragment, type: RowType, depth: number): Fragment {
  const fields = type.fields.map((field, at) => {
    const name = named(fieldName(type, at));
    return equalElements(sql`(${one}).${name}`, sql`(${other}).${name}`, field.type, depth);
  });
  return sql`CASE WHEN ${one} IS NOT NULL AND ${other} IS NOT NULL THEN (${joined(fields, ' AND ')}) END`;
}

/** Whether a container holds NULL somewhere inside, which Trino cannot order; undefined for what is no container. */
export function holdsNull(value: Fragment, type: Type, depth = 0): Fragment | undefined {
  if (type.is === 'array') {
    const item = inner('e', depth);
    const inside = holdsNull(sql`${item}`, type.of, depth + 1);
    const isNull = sql`${item} IS NULL${inside ? sql` OR ${inside}` : ''}`;
    return sql`len(list_filter(${value}, lambda ${item}: ${isNull})) > 0`;
  }
  if (type.is !== 'row') return undefined;
  const tests = type.fields.flatMap((field, at) => {
    const part = sql`(${value}).${named(fieldName(type, at))}`;
    const inside = holdsNull(part, field.type, depth);
    return inside ? [sql`${part} IS NULL`, inside] : [sql`${part} IS NULL`];
  });
  return sql`((${value}) IS NOT NULL AND (${joined(tests, ' OR ')}))`;
}

/**
 * A value that orders as a value with NaN below every number does: what array_max goes by. DuckDB has NaN above.
 * Undefined for what holds no floating number.
 */
export function keyOf(value: Fragment, type: Type, depth = 0): Fragment | undefined {
  if (isFloating(type)) return sql`CASE WHEN isnan(${value}) THEN '-Infinity' ELSE ${value} END`;
  if (type.is === 'array') {
    const item = inner('n', depth);
    const key = keyOf(sql`${item}`, type.of, depth + 1);
    return key && sql`list_transform(${value}, lambda ${item}: ${key})`;
  }
  if (type.is !== 'row') return undefined;
  const parts = type.fields.map((field, at) => {
    const part = sql`(${value}).${named(fieldName(type, at))}`;
    return { part, key: keyOf(part, field.type, depth) };
  });
  if (parts.every(({ key }) => key === undefined)) return undefined;
  return sql`row(${joined(parts.map(({ part, key }) => key ?? part))})`;
}

/** Trino's refusal to order rows and arrays that hold NULL, when it meets one. */
export function unordered(type: Type): Fragment {
  const reason =
    type.is === 'row'
      ? 'ROW comparison not supported for fields with null elements'
      : 'ARRAY comparison not supported for arrays with null elements';
  return failure('NOT_SUPPORTED', reason);
}

/** A row of values, as its type is represented. */
export function rowOf(type: Type, values: readonly Fragment[]): Fragment {
  if (type.is !== 'row') throw new Error('A row needs a row type.');
  const fields = values.map((value, at) => sql`${named(fieldName(type, at))}: ${value}`);
  return sql`CAST({${joined(fields)}} AS ${duckdbType(type)})`;
}
