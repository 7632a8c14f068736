import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { RowType, Type } from '../types/index.ts';
import type { JsonValue } from './json.ts';
import { type Reader, readerOf } from './reader.ts';

/** How values of a row type are carried: as in Trino's client protocol, or as objects with their fields' names. */
export type RowForm = 'arrays' | 'objects';

/** Reads chunks whose columns hold these types. */
export function readRows(
  types: readonly Type[],
  form: RowForm,
): (chunk: DuckDBDataChunk) => readonly (readonly JsonValue[])[] {
  const readers = types.map((type): Reader => {
    const read = readerOf(type);
    const name = form === 'objects' ? namer(type) : undefined;
    return name ? (value) => name(read(value)) : read;
  });
  return (chunk) => chunk.getRows().map((row) => readers.map((read, at) => read(row[at] ?? null)));
}

type Namer = (value: JsonValue) => JsonValue;

/** Turns the arrays of row values into objects; undefined for a type without rows. */
function namer(type: Type): Namer | undefined {
  switch (type.is) {
    case 'array': {
      const name = namer(type.of);
      return name && ((value) => (Array.isArray(value) ? value.map(name) : value));
    }
    case 'map': {
      const name = namer(type.value);
      return name && ((value) => mapValues(value, name));
    }
    case 'row':
      return rowNamer(type);
    default:
      return undefined;
  }
}

function mapValues(value: JsonValue, name: Namer): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, name(inner)]));
}

/** Fields without a name go by their place, from 0, as Trino prints them: `field0`. */
function rowNamer({ fields }: RowType): Namer {
  const namers = fields.map((field) => namer(field.type));
  const names = fields.map((field, at) => field.name ?? `field${at}`);
  return (value) => {
    if (!Array.isArray(value)) return value;
    const items = value as readonly JsonValue[];
    return Object.fromEntries(
      names.map((name, at) => {
        const item = items[at] ?? null;
        return [name, namers[at]?.(item) ?? item];
      }),
    );
  };
}
