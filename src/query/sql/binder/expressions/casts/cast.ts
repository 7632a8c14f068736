import { type Fragment, letting, letValue, quoted, sql } from '../../../typed.ts';
import {
  canCoerce,
  duckdbType,
  fieldName,
  isSameType,
  isText,
  type MapType,
  type RowType,
  type Type,
  VARCHAR,
} from '../../../types/index.ts';
import { once } from '../once.ts';
import { fromJson, toJson, wholeRow } from './json.ts';
import { plain, toBoolean, toDecimal, toFloating, toInteger } from './numbers.ts';
import { toText } from './texts.ts';
import { toDate, toTime, toTimestamp, toZonedTime, toZonedTimestamp } from './times.ts';

/** Casts what is inside a container: `name` is the lambda's parameter that stands for an element. */
export interface CastInside {
  readonly name: string;
  inside(to: Type, part?: string): Fragment | undefined;
  /** A key, from its text. */
  key(to: Type): Fragment | undefined;
}

/**
 * DuckDB SQL that casts a value as Trino does; undefined where Trino has no such cast.
 * @param depth of the containers around, so that nested lambdas differ in their names
 */
export function castFragment(
  value: Fragment,
  from: Type,
  to: Type,
  depth = 0,
): Fragment | undefined {
  if (from.is === 'unknown') return plain(value, to);
  if (isSameType(from, to) && !isRow(from)) return value;
  if (!readsText(from) && !readsText(to)) return castOnce(value, from, to, depth);
  const known = castOnce(sql`tgo`, from, to, depth);
  return known && once(value, (one) => castOnce(one, from, to, depth) ?? known);
}

/** Whether casts of the type go through macros. */
function readsText({ is }: Type): boolean {
  return (
    is !== 'array' && is !== 'map' && is !== 'row' && !is.startsWith('interval') && !NUMBERS.has(is)
  );
}

const NUMBERS: ReadonlySet<string> = new Set([
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'decimal',
  'boolean',
]);

function castOnce(value: Fragment, from: Type, to: Type, depth: number): Fragment | undefined {
  switch (to.is) {
    case 'boolean':
      return toBoolean(value, from);
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return toInteger(value, from, to);
    case 'real':
    case 'double':
      return toFloating(value, from, to);
    case 'decimal':
      return toDecimal(value, from, to);
    case 'varchar':
    case 'char':
      return toText(value, from, to);
    case 'json':
      return toJson(value, from, depth);
    case 'array':
    case 'map':
    case 'row':
      return toContainer(value, from, to, depth);
    default:
      return toTimeOrBinary(value, from, to);
  }
}

function isRow(type: Type): boolean {
  return type.is === 'row';
}

function toTimeOrBinary(value: Fragment, from: Type, to: Type): Fragment | undefined {
  switch (to.is) {
    case 'date':
      return toDate(value, from);
    case 'timestamp':
      return toTimestamp(value, from, to);
    case 'timestamp-zoned':
      return toZonedTimestamp(value, from, to);
    case 'time':
      return toTime(value, from, to);
    case 'time-zoned':
      return toZonedTime(value, from, to);
    case 'ipaddress':
      return toAddress(value, from);
    case 'uuid':
      return toUuid(value, from);
    case 'varbinary':
      return toBinary(value, from);
    default:
      return isSameType(from, to) ? value : undefined;
  }
}

function toAddress(value: Fragment, from: Type): Fragment | undefined {
  if (from.is === 'varbinary') return sql`tg_address_of(${value})`;
  return isText(from) ? sql`tg_parse_address(${value})` : undefined;
}

function toUuid(value: Fragment, from: Type): Fragment | undefined {
  return from.is === 'varchar' ? sql`tg_cast_uuid(${value})` : undefined;
}

function toBinary(value: Fragment, from: Type): Fragment | undefined {
  if (from.is === 'ipaddress') return value;
  if (from.is === 'varchar') return sql`encode(${value})`;
  return from.is === 'uuid' ? sql`unhex(replace(CAST(${value} AS VARCHAR), '-', ''))` : undefined;
}

function toContainer(value: Fragment, from: Type, to: Type, depth: number): Fragment | undefined {
  const name = `tgc${depth}`;
  if (from.is === 'json') {
    const inside = (type: Type, part = name) => {
      const cast = castFragment(sql`${part}`, from, type, depth + 1);
      return type.is === 'json' ? cast : cast && sql`${cast}`;
    };
    const key = (type: Type) => castFragment(sql`${name}`, VARCHAR, type, depth + 1);
    return fromJson(value, to, { name, inside, key });
  }
  if (from.is === 'array' && to.is === 'array') {
    if (from.of.is === 'unknown' || isFree(from, to)) return free(value, from, to);
    const item = castFragment(sql`${name}`, from.of, to.of, depth + 1);
    return (
      item &&
      letting(
        `${name}l`,
        value,
        (list) => sql`tg_whole(${list}, list_transform(${list}, lambda ${name}: ${item}))`,
      )
    );
  }
  if (from.is === 'map' && to.is === 'map') return mapToMap(value, from, to, depth);
  return from.is === 'row' && to.is === 'row' ? rowToRow(value, from, to, depth) : undefined;
}

/** Whether DuckDB's representation is the same, or its own cast of containers means the same. */
function isFree(from: Type, to: Type): boolean {
  return canCoerce(from, to) && duckdbType(from) === duckdbType(to);
}

function free(value: Fragment, from: Type, to: Type): Fragment {
  return duckdbType(from) === duckdbType(to) ? value : plain(value, to);
}

function mapToMap(value: Fragment, from: MapType, to: MapType, depth: number) {
  if (from.key.is === 'unknown' || isFree(from, to)) return free(value, from, to);
  const name = `tgc${depth}`;
  const key = castFragment(sql`${name}`, from.key, to.key, depth + 1);
  const item = castFragment(sql`${name}`, from.value, to.value, depth + 1);
  if (!key || !item) return undefined;
  return letting(`${name}m`, value, (map) => {
    const keys = sql`tg_cast_keys(list_transform(map_keys(${map}), lambda ${name}: ${key}))`;
    const values = sql`list_transform(map_values(${map}), lambda ${name}: ${item})`;
    const whole = sql`tg_whole(map_values(${map}), ${values})`;
    return sql`CASE WHEN ${map} IS NOT NULL THEN map(${keys}, ${whole}) END`;
  });
}

function rowToRow(value: Fragment, from: RowType, to: RowType, depth: number) {
  if (from.fields.length !== to.fields.length) return undefined;
  if (isFree(from, to)) return value;
  const name = `tgc${depth}`;
  const fields = to.fields.map((field, at) => {
    const source = from.fields[at]?.type;
    const part = sql`struct_extract(${letValue(name)}, ${quoted(fieldName(from, at))})`;
    const item = source && castFragment(part, source, field.type, depth + 1);
    return item && { name: fieldName(to, at), item, isAbsent: sql`${part} IS NULL` };
  });
  const known = fields.filter((field) => field !== undefined);
  if (known.length < fields.length) return undefined;
  return letting(
    name,
    value,
    (row) => sql`CASE WHEN ${row} IS NOT NULL THEN ${wholeRow(known)} END`,
  );
}
