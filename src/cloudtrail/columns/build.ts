import type { Column, ColumnType, Field } from './types.ts';

export const varchar: ColumnType = { is: 'varchar' };
export const map: ColumnType = { is: 'map' };

/** A field of a row: `principalId` is the record's key, `principalid` Athena's name. */
export function field(key: string, type: ColumnType = varchar): Field {
  return { name: key.toLowerCase(), key, type };
}

export function row(...fields: readonly (string | Field)[]): ColumnType {
  return { is: 'row', fields: fields.map(asField) };
}

export function arrayOfRows(...fields: readonly (string | Field)[]): ColumnType {
  return { is: 'array', fields: fields.map(asField) };
}

function asField(item: string | Field): Field {
  return typeof item === 'string' ? field(item) : item;
}

type Extra = Partial<Pick<Column, 'json' | 'bloom' | 'type'>>;

/** A column of Athena's documented table. */
export function athena(key: string, since: string, meaning: string, extra: Extra = {}): Column {
  return { ...field(key), place: 'athena', path: [key], since, meaning, ...extra };
}

/** A field that AWS added after Athena's table was documented. */
export function added(key: string, since: string, meaning: string, extra: Extra = {}): Column {
  return { ...athena(key, since, meaning, extra), place: 'added' };
}

/** A leaf of a row as a flat column of its own: its path in lower case, joined by `_`. */
export function lifted(path: readonly string[], meaning: string, extra: Extra = {}): Column {
  const name = path.join('_').toLowerCase();
  const key = path.at(-1) ?? '';
  return { name, key, type: varchar, place: 'lifted', path, since: '-', meaning, ...extra };
}

export function derived(name: string, type: ColumnType, meaning: string): Column {
  return { name, key: name, type, place: 'derived', path: [], since: '-', meaning };
}
