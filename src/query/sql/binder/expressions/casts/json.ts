import {
  type Fragment,
  joined,
  letting,
  lettingAll,
  letValue,
  named,
  quoted,
  sql,
} from '../../../typed.ts';
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
    const part = sql`struct_extract(${letValue(name)}, ${quoted(fieldName(from, at))})`;
    const text = toJson(part, field.type, depth + 1);
    return (
      text && sql`${quoted(`${JSON.stringify(field.name ?? '')}:`)} || coalesce(${text}, 'null')`
    );
  });
  const known = fields.filter((field) => field !== undefined);
  if (known.length < fields.length) return undefined;
  const body = sql`'{' || ${joined(known, " || ',' || ")} || '}'`;
  return letting(name, value, (row) => sql`CASE WHEN ${row} IS NOT NULL THEN ${body} END`);
}

/** JSON text as an array, a map or a row; a scalar is read where its type is. JSON null is NULL. */
export function fromJson(value: Fragment, to: Type, cast: CastInside): Fragment | undefined {
  const name = quoted(displayName(to));
  if (to.is === 'array') {
    const item = cast.inside(to.of);
    return (
      item &&
      letting(
        `${cast.name}j`,
        sql`tg_json_items(${notNull(value)}, ${name})`,
        (items) =>
          sql`tg_whole_json(${items}, list_transform(${items}, lambda ${cast.name}: ${item}))`,
      )
    );
  }
  if (to.is === 'map') {
    const item = cast.inside(to.value);
    const key = cast.key(to.key);
    if (!item || !key) return undefined;
    return letting(`${cast.name}t`, notNull(value), (text) =>
      mapFromJson(text, name, cast, { item, key }),
    );
  }
  return to.is === 'row' ? rowFromJson(value, to, cast) : undefined;
}

function mapFromJson(
  text: Fragment,
  type: string,
  { name }: CastInside,
  { item, key }: { readonly item: Fragment; readonly key: Fragment },
): Fragment {
  const parts = [sql`tg_json_keys(${text}, ${type})`, sql`tg_json_values(${text}, ${type})`];
  return lettingAll(`${name}j`, parts, ([keys = text, values = text]) => {
    const asKeys = sql`list_transform(${keys}, lambda ${name}: ${key})`;
    const items = sql`list_transform(${values}, lambda ${name}: ${item})`;
    const map = sql`map(tg_cast_keys(${asKeys}), tg_whole_json(${values}, ${items}))`;
    return sql`CASE WHEN ${keys} IS NOT NULL THEN ${map} END`;
  });
}

function rowFromJson(value: Fragment, to: RowType, cast: CastInside): Fragment | undefined {
  const names = to.fields.map((field) => field.name ?? '').join('\n');
  const items = sql`tg_json_fields(${notNull(value)}, ${quoted(names)}, ${quoted(displayName(to))})`;
  const fields = to.fields.map((field, at) => {
    const text = `struct_extract_at(${cast.name}, 1)[${at + 1}]`;
    const item = cast.inside(field.type, text);
    return (
      item && { name: fieldName(to, at), item, isAbsent: sql`coalesce(${text}, 'null') = 'null'` }
    );
  });
  const known = fields.filter((field) => field !== undefined);
  if (known.length < fields.length) return undefined;
  return letting(
    cast.name,
    items,
    (list) => sql`CASE WHEN ${list} IS NOT NULL THEN ${wholeRow(known)} END`,
  );
}

/** A row of what was cast; NULL within TRY where something that was there could not be. */
export function wholeRow(
  fields: readonly {
    readonly name: string;
    readonly item: Fragment;
    readonly isAbsent: Fragment;
  }[],
): Fragment {
  const tests = fields.map(({ item, isAbsent }) => sql`(${isAbsent} OR ${item} IS NOT NULL)`);
  const items = fields.map(({ name, item }) => sql`${named(name)} := ${item}`);
  return sql`tg_whole_row(${joined(tests, ' AND ')}, struct_pack(${joined(items)}))`;
}

function notNull(value: Fragment): Fragment {
  return sql`nullif(${value}, 'null')`;
}
