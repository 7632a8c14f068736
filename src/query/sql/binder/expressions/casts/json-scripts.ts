import type { ScriptFunction } from '../../../functions/contract.ts';
import { raise } from '../../../functions/script-error.ts';
import { jsonEntries, jsonItems, jsonString } from './json-text.ts';
import { doubleText, jsonDoubleText, SPECIAL } from './number-text.ts';

/** Casts from and to JSON that DuckDB's own cannot do as Trino does. */
export const JSON_CAST_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_json_double',
    args: ['DOUBLE'],
    result: 'VARCHAR',
    call: (value) => jsonDoubleText(Number(value)),
  },
  {
    name: 'tg_json_real',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => {
      const special = SPECIAL[String(text)];
      return special ? `"${special}"` : jsonDoubleText(Number(text));
    },
  },
  {
    name: 'tg_json_items',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, type) => jsonItems(String(text)) ?? cannot(String(text), String(type)),
  },
  {
    name: 'tg_json_keys',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, type) => entriesOf(String(text), String(type)).map(([key]) => key),
  },
  {
    name: 'tg_json_values',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, type) => entriesOf(String(text), String(type)).map(([, value]) => value),
  },
  {
    // The fields' texts by place; `names` joined by line feeds.
    name: 'tg_json_fields',
    args: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, names, type) => fieldsOf(String(text), String(names).split('\n'), String(type)),
  },
  {
    // A scalar's text, ready for the cast of a varchar to the type. NULL of JSON null.
    name: 'tg_json_scalar',
    args: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: (text, kind, type) => scalarOf(String(text).trim(), String(kind), String(type)),
  },
];

function cannot(text: string, type: string): never {
  return raise('INVALID_CAST_ARGUMENT', `Cannot cast to ${type}. Unexpected JSON: ${text}`);
}

function entriesOf(text: string, type: string): readonly (readonly [string, string])[] {
  const entries = jsonEntries(text) ?? cannot(text, type);
  if (new Set(entries.map(([key]) => key)).size < entries.length) {
    raise('INVALID_CAST_ARGUMENT', `Cannot cast to ${type}. Duplicate keys are not allowed`);
  }
  return entries;
}

/** An array by place; an object by name, without case where no field has the very name. */
function fieldsOf(
  text: string,
  names: readonly string[],
  type: string,
): readonly (string | null)[] {
  const items = jsonItems(text);
  if (items && items.length !== names.length) cannot(text, type);
  if (items) return items;
  const entries = jsonEntries(text) ?? cannot(text, type);
  return names.map((name) => {
    const exact = entries.findLast(([key]) => key === name);
    const loose = entries.findLast(([key]) => key.toLowerCase() === name.toLowerCase());
    return (exact ?? loose)?.[1] ?? null;
  });
}

function scalarOf(text: string, kind: string, type: string): string | null {
  if (text === 'null') return null;
  if (/^[[{]/.test(text)) raise('INVALID_CAST_ARGUMENT', `Cannot cast '${text}' to ${type}`);
  const characters = jsonString(text);
  if (characters !== undefined) return characters;
  if (text === 'true' || text === 'false') return truthOf(text, kind);
  return numberOf(text, kind);
}

function truthOf(text: 'true' | 'false', kind: string): string {
  if (kind === 'varchar' || kind === 'boolean') return text;
  return text === 'true' ? '1' : '0';
}

/** Integers round half up; a boolean is false of zero. */
function numberOf(text: string, kind: string): string {
  const isWhole = !/[.eE]/.test(text);
  if (isWhole && kind !== 'number' && kind !== 'varchar' && isTooLarge(BigInt(text))) {
    raise('INVALID_CAST_ARGUMENT', `Cannot cast '${text}' to ${kind}`);
  }
  if (kind === 'boolean') return Number(text) === 0 ? 'false' : 'true';
  if (isWhole || kind === 'number') return text;
  if (kind === 'varchar') return doubleText(Number(text));
  const value = Number(text);
  return BigInt(Math.sign(value) * Math.round(Math.abs(value))).toString();
}

/** Whole numbers have 64 bits. */
function isTooLarge(value: bigint): boolean {
  return BigInt.asIntN(64, value) !== value;
}
