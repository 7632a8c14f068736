import type { ScriptFunction, ScriptValue } from '../../../functions/contract.ts';
import { DamagedJson } from '../../../functions/json/reader.ts';
import { jsonString } from '../../../functions/json/write.ts';
import { remembering } from '../../../functions/regex/matcher.ts';
import { ScriptError } from '../../../functions/script-error.ts';
import { type Item, isArray, isObject, itemText, readItem } from './items.ts';
import { parsePath } from './path-parser.ts';
import { runPath } from './path-run.ts';
import { PathError } from './path-scope.ts';

const pathOf = remembering(parsePath);

/** Input, path, the names of what is passed (by line feeds), its values as JSON, and how to behave. */
const INVOCATION = ['VARCHAR', 'VARCHAR', 'VARCHAR', 'VARCHAR[]', 'VARCHAR'] as const;

/** JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY on texts. */
export const JSON_SCRIPTS: readonly ScriptFunction[] = [
  {
    // Behaves as ON ERROR says: `true`, `false`, `unknown`, `error`.
    name: 'tg_sql_json_exists',
    args: INVOCATION,
    result: 'BOOLEAN',
    call: (...args) => {
      const found = attempt(args);
      if (Array.isArray(found)) return found.length > 0;
      const onError = String(args[4]);
      if (onError === 'error') throw found;
      return onError === 'unknown' ? null : onError === 'true';
    },
  },
  {
    // Behaves as `ON EMPTY` and `ON ERROR` say, by a space. `v` and the item's JSON, or the default: `empty`, `wrong`.
    name: 'tg_sql_json_value',
    args: INVOCATION,
    result: 'VARCHAR',
    call: (...args) => scalarOf(attempt(args), String(args[4]).split(' ')),
  },
  {
    // Wrapper, quotes, ON EMPTY, ON ERROR, by spaces.
    name: 'tg_sql_json_query',
    args: INVOCATION,
    result: 'VARCHAR',
    call: (...args) => queryOf(attempt(args), String(args[4]).split(' ')),
  },
  {
    name: 'tg_sql_json_object',
    args: ['VARCHAR[]', 'VARCHAR[]', 'BOOLEAN'],
    result: 'VARCHAR',
    call: (keys, values, isAbsent) =>
      objectText(
        keys as readonly string[],
        values as readonly (string | null)[],
        Boolean(isAbsent),
      ),
  },
  {
    name: 'tg_sql_json_array',
    args: ['VARCHAR[]', 'BOOLEAN'],
    result: 'VARCHAR',
    call: (values, isAbsent) => {
      const kept = (values as readonly (string | null)[]).filter(
        (one) => one !== null || !isAbsent,
      );
      return `[${kept.map((one) => one ?? 'null').join(',')}]`;
    },
  },
  {
    // FORMAT JSON: a text that is JSON already.
    name: 'tg_sql_json_text',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => {
      const item = inputOf(String(text));
      if (item instanceof ScriptError) throw item;
      return itemText(item);
    },
  },
];

/** The items that a path finds, or the error that keeps it from them. */
function attempt(args: readonly ScriptValue[]): readonly Item[] | ScriptError {
  const [text, path, names, values] = args;
  const input = inputOf(String(text));
  if (input instanceof ScriptError) return input;
  const passed = values as readonly (string | null)[];
  const variables = new Map<string, Item>();
  for (const [at, name] of String(names).split('\n').entries()) {
    variables.set(name, readItem(passed[at] ?? 'null') ?? null);
  }
  try {
    return runPath(pathOf(String(path)), input, variables);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return new ScriptError('PATH_EVALUATION_ERROR', `path evaluation failed: ${error.message}`);
  }
}

function inputOf(text: string): Item | ScriptError {
  try {
    const item = readItem(text);
    if (item !== undefined) return item;
  } catch (error) {
    if (!(error instanceof DamagedJson)) throw error;
  }
  return new ScriptError('JSON_INPUT_CONVERSION_ERROR', 'conversion to JSON failed: ');
}

function scalarOf(
  found: readonly Item[] | ScriptError,
  [onEmpty = 'null', onError = 'null']: readonly string[],
): string | null {
  if (found instanceof ScriptError) return behaved(onError, 'wrong', found);
  const [item] = found;
  const fault = (reason: string) =>
    new ScriptError('JSON_VALUE_RESULT_ERROR', `cannot extract SQL scalar from JSON: ${reason}`);
  if (item === undefined) return behaved(onEmpty, 'empty', fault('JSON path found no items'));
  if (found.length > 1) return behaved(onError, 'wrong', fault('JSON path found multiple items'));
  // Trino's whole numbers have 64 bits.
  const isTooLarge = typeof item === 'bigint' && BigInt.asIntN(64, item) !== item;
  if (isArray(item) || isObject(item) || isTooLarge) {
    const reason = 'JSON path found an item that cannot be converted to an SQL value';
    return behaved(onError, 'wrong', fault(reason));
  }
  return item === null ? null : `v${itemText(item)}`;
}

function behaved(behavior: string, tag: string, error: ScriptError): string | null {
  if (behavior === 'error') throw error;
  return behavior === 'default' ? tag : null;
}

function queryOf(
  found: readonly Item[] | ScriptError,
  [wrapper = '', quotes = '', onEmpty = '', onError = '']: readonly string[],
): string | null {
  if (found instanceof ScriptError) return emptied(onError, found);
  const fault = (reason: string) =>
    new ScriptError('JSON_OUTPUT_CONVERSION_ERROR', `conversion from JSON failed: ${reason}`);
  const [first] = found;
  if (first === undefined) return emptied(onEmpty, fault('JSON path found no items'));
  const isSole = found.length === 1 && (isArray(first) || isObject(first));
  if (wrapper === 'unconditional' || (wrapper === 'conditional' && !isSole)) return itemText(found);
  if (found.length > 1) return emptied(onError, fault('JSON path found multiple items'));
  return quotes === 'omit' && typeof first === 'string' ? first : itemText(first);
}

function emptied(behavior: string, error: ScriptError): string | null {
  if (behavior === 'error') throw error;
  if (behavior === 'empty-array') return '[]';
  return behavior === 'empty-object' ? '{}' : null;
}

function objectText(
  keys: readonly string[],
  values: readonly (string | null)[],
  isAbsent: boolean,
): string {
  if (new Set(keys).size < keys.length) {
    throw new ScriptError('NOT_SUPPORTED', 'cannot construct a JSON object with duplicate key');
  }
  const entries = keys.flatMap((key, at) => {
    const value = values[at] ?? null;
    return value === null && isAbsent ? [] : [`${jsonString(key)}:${value ?? 'null'}`];
  });
  return `{${entries.join(',')}}`;
}
