import { type Fragment, sql } from '../../../typed.ts';
import {
  type DecimalType,
  displayName,
  duckdbType,
  isFloating,
  isNumber,
  isText,
  type Type,
} from '../../../types/index.ts';

/** To boolean; undefined where there is no such cast. */
export function toBoolean(value: Fragment, from: Type): Fragment | undefined {
  if (isText(from)) return sql`tg_cast_boolean(${value})`;
  if (from.is === 'json') return sql`tg_cast_boolean(${jsonScalar(value, 'boolean', 'boolean')})`;
  return isNumber(from) ? sql`(${value} <> 0)` : undefined;
}

/** To tinyint, smallint, integer, bigint: halves are rounded away from zero. */
export function toInteger(value: Fragment, from: Type, to: Type): Fragment | undefined {
  if (isText(from)) return sql`tg_cast_${to.is}(${value})`;
  if (from.is === 'json') {
    return sql`tg_cast_${to.is}(${jsonScalar(value, 'integer', displayName(to))})`;
  }
  if (isFloating(from)) return sql`CAST(round(${value}) AS ${duckdbType(to)})`;
  return isNumber(from) || from.is === 'boolean' ? plain(value, to) : undefined;
}

/** To real and double. */
export function toFloating(value: Fragment, from: Type, to: Type): Fragment | undefined {
  if (isText(from)) return sql`tg_cast_${to.is}(${value})`;
  if (from.is === 'json') {
    return sql`tg_cast_${to.is}(${jsonScalar(value, 'number', displayName(to))})`;
  }
  if (from.is === 'double' && to.is === 'real') return sql`tg_real(${value})`;
  return isNumber(from) || from.is === 'boolean' ? plain(value, to) : undefined;
}

/** To decimal: halves are rounded away from zero; what has more digits fails. */
export function toDecimal(value: Fragment, from: Type, to: DecimalType): Fragment | undefined {
  if (from.is === 'json') return plain(jsonScalar(value, 'number', displayName(to)), to);
  if (from.is === 'boolean') return sql`CAST(CAST(${value} AS INTEGER) AS ${duckdbType(to)})`;
  if (!isText(from)) return isNumber(from) ? plain(value, to) : undefined;
  const { precision, scale } = to;
  return plain(sql`tg_decimal_from(${value}, ${String(precision)}, ${String(scale)})`, to);
}

/** DuckDB's own cast, where it means the same. */
export function plain(value: Fragment, to: Type): Fragment {
  return sql`CAST(${value} AS ${duckdbType(to)})`;
}

export function jsonScalar(value: Fragment, kind: string, type: string): Fragment {
  return sql`tg_json_scalar(${value}, '${kind}', '${type}')`;
}
