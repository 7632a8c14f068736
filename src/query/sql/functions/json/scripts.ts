import type { ScriptFunction } from '../contract.ts';
import { remembering } from '../regex/matcher.ts';
import { invalidArgument } from '../text/failure.ts';
import {
  arrayContains,
  arrayGet,
  arrayLength,
  extractScalar,
  extractValue,
  isScalar,
  sizeOf,
} from './extract.ts';
import { parseJsonPath } from './path.ts';
import { DamagedJson, JsonReader } from './reader.ts';
import { sortedValue } from './write.ts';

const pathOf = remembering(parseJsonPath);

/** JSON as Trino's stream of tokens has it, for texts and paths where DuckDB's answer is another. */
export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_json_extract_scalar',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: (text, path) => extractScalar(String(text), pathOf(String(path))),
  },
  {
    name: 'tg_json_extract',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: (text, path) => extractValue(String(text), pathOf(String(path))),
  },
  {
    name: 'tg_json_size',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BIGINT',
    call: (text, path) => sizeOf(String(text), pathOf(String(path))),
  },
  {
    name: 'tg_json_parse',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => parsed(String(text)),
  },
  {
    name: 'tg_is_json_scalar',
    args: ['VARCHAR'],
    result: 'BOOLEAN',
    call: (text) => holdsScalar(String(text)),
  },
  {
    name: 'tg_json_array_length',
    args: ['VARCHAR'],
    result: 'BIGINT',
    call: (text) => arrayLength(String(text)),
  },
  {
    name: 'tg_json_array_get',
    args: ['VARCHAR', 'BIGINT'],
    result: 'VARCHAR',
    call: (text, index) => arrayGet(String(text), BigInt(String(index))),
  },
  {
    name: 'tg_json_array_contains_boolean',
    args: ['VARCHAR', 'BOOLEAN'],
    result: 'BOOLEAN',
    call: (text, value) => arrayContains(String(text), (token) => token === String(value)),
  },
  {
    name: 'tg_json_array_contains_bigint',
    args: ['VARCHAR', 'BIGINT'],
    result: 'BOOLEAN',
    call: (text, value) =>
      arrayContains(
        String(text),
        (token, spelled) => token === 'integer' && BigInt(spelled()) === value,
      ),
  },
  {
    name: 'tg_json_array_contains_double',
    args: ['VARCHAR', 'DOUBLE'],
    result: 'BOOLEAN',
    call: (text, value) =>
      Number.isFinite(value)
        ? arrayContains(
            String(text),
            (token, spelled) => token === 'float' && Number(spelled()) === value,
          )
        : false,
  },
  {
    name: 'tg_json_array_contains_varchar',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BOOLEAN',
    call: (text, value) =>
      arrayContains(String(text), (token, spelled) => token === 'string' && spelled() === value),
  },
];

function parsed(text: string): string {
  return whole(text, sortedValue, () => `Cannot convert value to JSON: '${text}'`);
}

function holdsScalar(text: string): boolean {
  const scalar = (reader: JsonReader): boolean => {
    const is = isScalar(reader.token);
    reader.skip();
    return is;
  };
  return whole(text, scalar, () => `Invalid JSON value: ${text}`);
}

/** Reads a text that must be one JSON value and nothing else. */
function whole<T>(text: string, read: (reader: JsonReader) => T, wrong: () => string): T {
  try {
    const reader = new JsonReader(text);
    if (!reader.next()) throw new DamagedJson();
    const value = read(reader);
    if (reader.next()) throw new DamagedJson();
    return value;
  } catch (error) {
    if (error instanceof DamagedJson) throw invalidArgument(wrong());
    throw error;
  }
}
