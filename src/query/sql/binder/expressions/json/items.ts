import { JsonReader } from '../../../functions/json/reader.ts';
import { javaDouble, jsonString } from '../../../functions/json/write.ts';

/** A JSON value as paths see it: whole numbers are bigint, others number; of duplicate keys the last counts. */
export type Item = null | boolean | bigint | number | string | readonly Item[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Item>;

/** The value that a text begins with. @throws DamagedJson, also of an empty text */
export function readItem(text: string): Item | undefined {
  const reader = new JsonReader(text);
  return reader.next() === undefined ? undefined : itemAt(reader);
}

function itemAt(reader: JsonReader): Item {
  switch (reader.token) {
    case '{':
      return objectAt(reader);
    case '[': {
      const items: Item[] = [];
      while (reader.next() !== ']') items.push(itemAt(reader));
      return items;
    }
    case 'string':
      return reader.text();
    case 'integer':
      return BigInt(reader.text());
    case 'float':
      return Number(reader.text());
    default:
      return reader.token === 'null' ? null : reader.token === 'true';
  }
}

function objectAt(reader: JsonReader): JsonObject {
  const object = new Map<string, Item>();
  while (reader.next() !== '}') {
    const name = reader.text();
    reader.next();
    object.set(name, itemAt(reader));
  }
  return object;
}

/** An item as compact JSON text. */
export function itemText(item: Item): string {
  if (typeof item === 'string') return jsonString(item);
  if (typeof item === 'number') return javaDouble(item);
  if (isArray(item)) return `[${item.map(itemText).join(',')}]`;
  if (isObject(item)) {
    const entries = [...item].map(([name, value]) => `${jsonString(name)}:${itemText(value)}`);
    return `{${entries.join(',')}}`;
  }
  return String(item);
}

export function isArray(item: Item): item is readonly Item[] {
  return Array.isArray(item);
}

export function isObject(item: Item): item is JsonObject {
  return item instanceof Map;
}

export function isNumber(item: Item | undefined): item is number | bigint {
  return typeof item === 'number' || typeof item === 'bigint';
}

/** `OBJECT`, `STRING`: as messages name an item's kind; in lower case what `type()` gives. */
export function kindOf(item: Item): string {
  if (item === null) return 'NULL';
  if (isArray(item)) return 'ARRAY';
  if (isObject(item)) return 'OBJECT';
  return isNumber(item) ? 'NUMBER' : typeof item === 'string' ? 'STRING' : 'BOOLEAN';
}
