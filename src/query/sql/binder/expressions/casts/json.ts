import { type Fragment, joined, named, quoted, sql } from '../../../typed.ts';
import { displayName, fieldName, type RowType, type Type } from '../../../types/index.ts';
import type { CastInside } from './cast.ts';
import { decimalText, textOf } from './texts.ts';

/** A value as JSON text; undefined where there is no such cast. NULL stays NULL at the top and is `null` inside. */
export function toJson(value: Fragment, from: Type, depth: number): Fragment | undefined {
  switch (from.is) {
    case 'json':
      return value;
    case 'unknown':
      return sql`CAST(NULL AS VARCHAR)`;
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return sql`CAST(${value} AS VARCHAR)`;
    case 'decimal':
      return decimalText(value, from);
    case 'double':
      return sql`tg_json_double(${value})`;
    case 'real':
      return sql`tg_json_real(CAST(${value} AS VARCHAR))`;
    case 'array':
    case 'map':
    case 'row':
      return containerJson(value, from, depth);
    case 'varchar':
    case 'char':
    case 'date':
    case 'timestamp':
    case 'timestamp-zoned': {
      const text = textOf(value, from);
      return text && sql`CAST(to_json(${text}) AS VARCHAR)`;
    }
    default:
      return undefined;
  }
}

function containerJson(value: Fragment, from: Type, depth: number): Fragment | undefined {
  const name = `tgc${depth}`;
  const inside = (part: string, type: Type) => {
    const text = toJson(sql`${part}`, type, depth + 1);
    return text && sql`coalesce(${text}, 'null')`;
  };
  if (from.is === 'array') {
    const item = inside(name, from.of);
    return (
      item &&
      sql`('[' || array_to_string(list_transform(${value}, lambda ${name}: ${item}), ',') || ']')`
    );
  }
  if (from.is === 'map') {
    const key = textOf(sql`${name}.key`, from.key);
    const item = inside(`${name}.value`, from.value);
    return (
      key &&
      item &&
      sql`('{' || array_to_string(list_transform(list_sort(map_entries(${value})), lambda ${name}: CAST(to_json(${key}) AS VARCHAR) || ':' || ${item}), ',') || '}')`
    );
  }
  return from.is === 'row' ? rowJson(value, from, depth) : undefined;
}

function rowJson(value: Fragment, from: RowType, depth: number): Fragment | undefined {
  const name = `tgc${depth}`;
  const fields = from.fields.map((field, at) => {
    const text = toJson(sql`${name}.${named(fieldName(from, at))}`, field.type, depth + 1);
    return (
      text && sql`${quoted(`${JSON.stringify(field.name ?? '')}:`)} || coalesce(${text}, 'null')`
    );
  });
  const known = fields.filter((field) => field !== undefined);
  if (known.length < fields.length) return undefined;
  const body = sql`'{' || ${joined(known, " || ',' || ")} || '}'`;
  return sql`list_transform([${value}], lambda ${name}: CASE WHEN ${name} IS NOT NULL THEN ${body} END)[1]`;
}

/** JSON text as an array, a map or a row; a scalar is read where its type is. JSON null is NULL. */
export function fromJson(value: Fragment, to: Type, cast: CastInside): Fragment | undefined {
  const name = quoted(displayName(to));
  if (to.is === 'array') {
    const item = cast.inside(to.of);
    return (
      item &&
      sql`list_transform(tg_json_items(${notNull(value)}, ${name}), lambda ${cast.name}: ${item})`
    );
  }
  if (to.is === 'map') {
    const item = cast.inside(to.value);
    const key = cast.key(to.key);
    if (!item || !key) return undefined;
    return sql`list_transform([${notNull(value)}], lambda ${cast.name}j: CASE WHEN ${cast.name}j IS NOT NULL THEN map(tg_cast_keys(list_transform(tg_json_keys(${cast.name}j, ${name}), lambda ${cast.name}: ${key})), list_transform(tg_json_values(${cast.name}j, ${name}), lambda ${cast.name}: ${item})) END)[1]`;
  }
  return to.is === 'row' ? rowFromJson(value, to, cast) : undefined;
}

function rowFromJson(value: Fragment, to: RowType, cast: CastInside): Fragment | undefined {
  const names = to.fields.map((field) => field.name ?? '').join('\n');
  const items = sql`tg_json_fields(${notNull(value)}, ${quoted(names)}, ${quoted(displayName(to))})`;
  const fields = to.fields.map((field, at) => {
    const item = cast.inside(field.type, `${cast.name}[${at + 1}]`);
    return item && sql`${named(fieldName(to, at))} := ${item}`;
  });
  const known = fields.filter((field) => field !== undefined);
  if (known.length < fields.length) return undefined;
  return sql`list_transform([${items}], lambda ${cast.name}: CASE WHEN ${cast.name} IS NOT NULL THEN struct_pack(${joined(known)}) END)[1]`;
}

function notNull(value: Fragment): Fragment {
  return sql`nullif(${value}, 'null')`;
}
