import type { Fragment } from '../typed.ts';
import { quoted, sql } from '../typed.ts';
import type { BoundCall, FunctionSpec, ScriptFunction } from './contract.ts';
import { type Json, leavesOf, membersOf, reached } from './members/walk.ts';
import { argument, constantText } from './text/call.ts';

/**
 * What detections ask of a JSON text and a path of dots, `requestParameters.ipPermissions.items.fromPort` without its
 * first step: the same API writes a list, an object around a list, or a single value, so each step goes through arrays.
 * No name of Trino's: `$` keeps them out of the list of functions. A text that is no JSON is itself the value.
 */
export const FUNCTIONS: readonly FunctionSpec[] = [
  member('$values', 'array(varchar)', 'Scalars at the path as text, objects as JSON'),
  member('$texts', 'array(varchar)', 'The same, and every scalar within the objects'),
  member('$is_null', 'boolean', 'Whether nothing stands at the path, or null among its values'),
  member('$exists', 'boolean', 'Whether anything stands at the path, null too'),
];

export const SCRIPTS: readonly ScriptFunction[] = [
  script('tg_member_values', 'VARCHAR[]', (found) => found.flatMap(membersOf).flatMap(valueTexts)),
  script('tg_member_texts', 'VARCHAR[]', (found) => found.flatMap(membersOf).flatMap(innerTexts)),
  script(
    'tg_member_is_null',
    'BOOLEAN',
    (found) => found.length === 0 || found.flatMap(membersOf).includes(null),
  ),
  // An empty array has no value, and is there.
  script('tg_member_exists', 'BOOLEAN', (found) => found.length > 0),
];

function member(name: string, result: string, about: string): FunctionSpec {
  const bare = name.slice(1);
  return {
    name,
    kind: 'scalar',
    signatures: ['varchar, varchar', 'varchar, varchar, boolean'].map(
      (args) => `${bare}(${args}) ${result}`,
    ),
    about,
    print: (call) => {
      const args = sql`${argument(call, 0)}, ${argument(call, 1)}, ${anyCase(call)}`;
      return whereNamed(call, sql`tg_member_${bare}(${args})`);
    },
  };
}

function anyCase(call: BoundCall): Fragment {
  return call.args.length > 2 ? argument(call, 2) : sql`FALSE`;
}

/** Looking for a name is much cheaper than reading JSON; without it nothing stands at the path. */
function whereNamed(call: BoundCall, value: Fragment): Fragment {
  const path = constantText(call, 1) ?? '';
  if (path === '' || call.args.length > 2) return value;
  const last = JSON.stringify(path.slice(path.lastIndexOf('.') + 1)).slice(1);
  const json = argument(call, 0);
  const isNamed = sql`contains(${json}, ${quoted(last)}) OR contains(${json}, '\\u')`;
  return sql`CASE WHEN ${isNamed} THEN ${value} ELSE ${NOTHING[call.name] ?? 'NULL'} END`;
}

const NOTHING: Readonly<Record<string, string>> = {
  $values: 'CAST([] AS VARCHAR[])',
  $texts: 'CAST([] AS VARCHAR[])',
  $is_null: 'TRUE',
  $exists: 'FALSE',
};

function script<Result extends readonly string[] | boolean>(
  name: string,
  result: 'VARCHAR[]' | 'BOOLEAN',
  judge: (found: readonly Json[]) => Result,
): ScriptFunction {
  return {
    name,
    args: ['VARCHAR', 'VARCHAR', 'BOOLEAN'],
    result,
    isTotal: true,
    call: (json, path, anyCase) =>
      judge(reached(parsed(String(json)), String(path), anyCase === true)),
  };
}

/** Numbers beyond what JavaScript holds keep their digits, as texts. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text, LONG_NUMBER.test(text) ? asWritten : undefined) as Json;
  } catch {
    return text;
  }
}

const LONG_NUMBER = /\d{16}/;

function asWritten(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isExact = typeof value !== 'number' || Number.isSafeInteger(value);
  return isExact ? value : (context?.source ?? value);
}

function valueTexts(value: Json): readonly string[] {
  if (value === null) return [];
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
}

function innerTexts(value: Json): readonly string[] {
  const own = valueTexts(value);
  return typeof value === 'object' && value !== null ? [...own, ...leavesOf(value)] : own;
}
