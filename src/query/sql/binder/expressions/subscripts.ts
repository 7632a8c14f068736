import { refuse } from '../../refusal.ts';
import type {
  ArrayConstructor,
  Expression,
  RowConstructor,
  Subscript,
} from '../../syntax/index.ts';
import { joined, named, quoted, sql, type Typed } from '../../typed.ts';
import {
  arrayOf,
  BIGINT,
  canCoerce,
  commonSuperType,
  displayName,
  duckdbType,
  fieldName,
  type RowType,
} from '../../types/index.ts';
import { coerce } from './casts/index.ts';
import { bindAlike } from './common.ts';
import type { Binding } from './context.ts';
import { once } from './once.ts';
import { typed } from './typed-values.ts';

/** `array[1]`, `map['key']`, `row[1]`. What is not there fails, as in Trino: `element_at` gives NULL. */
export function bindSubscript(binding: Binding, expression: Subscript): Typed {
  const base = binding.bind(expression.base);
  const index = binding.bind(expression.index);
  const found = element(base, index, expression);
  if (found) return found;
  const types = `${displayName(base.type)}[${displayName(index.type)}]`;
  return refuse('TYPE_MISMATCH', `Cannot apply operator: ${types}`, expression.span, hintFor(base));
}

function hintFor({ type }: Typed): string | undefined {
  return type.is === 'varchar' || type.is === 'json'
    ? "it is a string: use json_extract_scalar(.., '$.name')"
    : undefined;
}

function element(base: Typed, index: Typed, expression: Subscript): Typed | undefined {
  const { type } = base;
  if (type.is === 'array' && canCoerce(index.type, BIGINT)) {
    const at = coerce(index, BIGINT);
    const item = once(base.sql, (list) => sql`${list}[tg_index(${list}, ${at.sql})]`);
    return typed(type.of, item, expression.span);
  }
  const keyType = type.is === 'map' ? commonSuperType(type.key, index.type) : undefined;
  if (type.is === 'map' && keyType) {
    const map = coerce(base, { ...type, key: keyType }).sql;
    const key = coerce(index, keyType).sql;
    const value = once(
      map,
      (one) => sql`map_extract(${one}, ${key})[tg_key_index(${one}, ${key})]`,
    );
    return typed(type.value, value, expression.span);
  }
  return type.is === 'row' ? rowElement(base, type, index, expression.index) : undefined;
}

function rowElement(base: Typed, row: RowType, index: Typed, { span }: Expression): Typed {
  const place = index.constant?.value;
  if (index.type.is !== 'integer' || typeof place !== 'bigint') {
    const reason = 'Subscript expression on ROW requires a constant index';
    refuse('EXPRESSION_NOT_CONSTANT', reason, span);
  }
  const at = Number(place) - 1;
  const field = row.fields[at];
  if (field) {
    return typed(field.type, sql`struct_extract(${base.sql}, ${quoted(fieldName(row, at))})`, span);
  }
  return at < 0
    ? refuse(
        'INVALID_FUNCTION_ARGUMENT',
        `Invalid subscript index: ${place}. ROW indices start at 1`,
        span,
      )
    : refuse(
        'INVALID_FUNCTION_ARGUMENT',
        `Subscript index out of bounds: ${place}, max value is ${row.fields.length}`,
        span,
      );
}

export function bindArray(binding: Binding, { items, span }: ArrayConstructor): Typed {
  const { type, values } = bindAlike(binding, items, 'All ARRAY elements');
  const array = arrayOf(type);
  const list = sql`[${joined(values.map((value) => value.sql))}]`;
  // An empty list, or one of NULLs alone, has no type of its own in DuckDB.
  const isBare = type.is === 'unknown' || values.length === 0;
  return typed(array, isBare ? sql`CAST(${list} AS ${duckdbType(array)})` : list, span);
}

export function bindRow(binding: Binding, { items, span }: RowConstructor): Typed {
  const values = items.map((item) => binding.bind(item));
  const row: RowType = { is: 'row', fields: values.map(({ type }) => ({ type })) };
  const fields = values.map((value, at) => {
    const item = value.type.is === 'unknown' ? sql`CAST(NULL AS INTEGER)` : value.sql;
    return sql`${named(fieldName(row, at))} := ${item}`;
  });
  return typed(row, sql`struct_pack(${joined(fields)})`, span);
}
