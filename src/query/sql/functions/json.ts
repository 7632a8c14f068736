import type { Fragment } from '../typed.ts';
import { attemptedText, joined, quoted, sql, textOf } from '../typed.ts';
import type { BoundCall, FunctionSpec, Macro } from './contract.ts';
import { indexOf, type JsonPath, nativePath, parseJsonPath } from './json/path.ts';
import { argument, calls, constantText, lengthOf, orChar } from './text/call.ts';

export { SCRIPTS } from './json/scripts.ts';

/** JSON functions: https://trino.io/docs/476/functions/json.html. A value of type json is its text. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'json_extract_scalar',
    kind: 'scalar',
    signatures: orChar(
      [
        'json_extract_scalar(varchar, varchar) varchar',
        'json_extract_scalar(json, varchar) varchar',
      ],
      1,
    ),
    about: 'The scalar at a path as text; NULL where there is none, null, an object or an array',
    result: lengthOf(0),
    print: printer('tg_json_scalar_at', 'tg_json_extract_scalar'),
  },
  {
    name: 'json_extract',
    kind: 'scalar',
    signatures: orChar(
      ['json_extract(varchar, varchar) json', 'json_extract(json, varchar) json'],
      1,
    ),
    about: 'The value at a path as JSON; NULL where there is none',
    print: printer('tg_json_value_at', 'tg_json_extract'),
  },
  {
    name: 'json_size',
    kind: 'scalar',
    signatures: orChar(
      ['json_size(varchar, varchar) bigint', 'json_size(json, varchar) bigint'],
      1,
    ),
    about: 'How many members or elements the value at a path has, 0 for a scalar',
    print: printer('tg_json_size_at', 'tg_json_size'),
  },
  {
    name: 'json_parse',
    kind: 'scalar',
    signatures: ['json_parse(varchar) json'],
    about: 'The text as JSON; an error where it is not',
    print: (call) => sql`tg_json_parse(tg_marked(${argument(call, 0)}))`,
  },
  {
    name: 'json_format',
    kind: 'scalar',
    signatures: ['json_format(json) varchar'],
    about: 'The JSON as text',
    print: (call) => argument(call, 0),
  },
  {
    name: 'is_json_scalar',
    kind: 'scalar',
    signatures: ['is_json_scalar(varchar) boolean', 'is_json_scalar(json) boolean'],
    about: 'Whether the JSON is a text, a number, a boolean or null',
    print: calls('tg_is_json_scalar'),
  },
  {
    name: 'json_array_length',
    kind: 'scalar',
    signatures: ['json_array_length(varchar) bigint', 'json_array_length(json) bigint'],
    about: 'How many elements the array has; NULL for what is none',
    print: calls('tg_json_array_length'),
  },
  {
    name: 'json_array_get',
    kind: 'scalar',
    signatures: ['json_array_get(varchar, bigint) json', 'json_array_get(json, bigint) json'],
    about: 'An element of the array, counted from 0, or from the end with negative numbers',
    print: calls('tg_json_array_get'),
  },
  {
    name: 'json_array_contains',
    kind: 'scalar',
    signatures: ['boolean', 'bigint', 'double', 'varchar'].flatMap((type) => [
      `json_array_contains(varchar, ${type}) boolean`,
      `json_array_contains(json, ${type}) boolean`,
    ]),
    about: 'Whether the array has the value; NULL for what is no array',
    print: (call) => calls(`tg_json_array_contains_${call.args[1]?.type.is ?? 'varchar'}`)(call),
  },
];

/**
 * DuckDB's own functions where the path is fixed and theirs too, else the script. They pass over what the script would
 * not, a trailing comma or NaN before the value: no service writes such a text, and one in the query goes to the script.
 */
function printer(macro: string, script: string): FunctionSpec['print'] {
  return (call) => {
    const path = fixedPath(call);
    const native = path && nativePath(path);
    if (!path || !native || call.args[0]?.constant) {
      return sql`${script}(tg_marked(${argument(call, 0)}), ${argument(call, 1)})`;
    }
    const args = sql`${argument(call, 0)}, ${argument(call, 1)}, ${quoted(native)}`;
    return whereNamed(call, path, sql`${macro}(${args}, ${memberNames(call, path)})`);
  };
}

/**
 * Most events have none of the members that a query asks for, and looking for a name is much cheaper than reading JSON.
 * A name may also be written with escapes. Only for a column: of other expressions each mention is worked out again.
 */
function whereNamed(call: BoundCall, path: JsonPath, value: Fragment): Fragment {
  const name = path.findLast((step) => indexOf(step) === undefined);
  const text = textOf(argument(call, 0));
  if (name === undefined || name.includes('/') || !COLUMN.test(text)) return value;
  return sql`CASE WHEN contains(${text}, ${quoted(`"${name}"`)}) OR contains(${text}, '\\u') THEN ${value} END`;
}

const COLUMN = /^(?:\w+|"[^"]+")(?:\.(?:\w+|"[^"]+"))*$/;

function fixedPath(call: BoundCall): JsonPath | undefined {
  const text = constantText(call, 1);
  try {
    return text === undefined ? undefined : parseJsonPath(text);
  } catch {
    // A wrong path is an error only where a row comes: the script's.
    return undefined;
  }
}

/** Whether the text may have an object with a member named like an element: DuckDB's path asks for the element alone. */
function memberNames(call: BoundCall, path: JsonPath): Fragment {
  const numbers = path.filter((step) => indexOf(step) !== undefined);
  if (numbers.length === 0) return sql`FALSE`;
  const tests = numbers.map(
    (number) => sql`contains(${argument(call, 0)}, ${quoted(`"${number}"`)})`,
  );
  return sql`(${joined(tests, ' OR ')})`;
}

/** Stands for a value that is not there, so that a NULL tells of damage: a noncharacter, which no text should hold. */
const ABSENT = "'\u{10ffff}'";

/** First characters of what DuckDB may write otherwise than the text does, those of a list and an object, and ABSENT's. */
const DOUBTFUL = "'-0123456789INin[{\u{10ffff}'";
const HOLDING = "'[{\u{10ffff}'";

const SCALAR = attemptedText(`coalesce(json_extract_string(j, native), ${ABSENT})`);
const VALUE = attemptedText(`coalesce(CAST(json_extract(j, native) AS VARCHAR), ${ABSENT})`);

export const MACROS: readonly Macro[] = [
  // A byte order mark is no JSON; DuckDB's library takes one away from a text that a script gets.
  'tg_marked(j) AS CASE WHEN starts_with(j, chr(65279)) THEN chr(65279) || j ELSE j END',
  // The list is there to work the value out once: DuckDB does it again for each mention within a filter. It holds NULL
  // for a doubtful value: numbers keep their spelling in Trino and lose it in DuckDB, which also takes NaN. A 0 may
  // have been -0. There is no regular expression in the lambda, for DuckDB compiles it anew for every 2,048 rows.
  `tg_json_scalar_at(j, path, native, odd) AS coalesce(
    list_transform([${SCALAR}], lambda tg_v: CASE
      WHEN NOT contains(${DOUBTFUL}, left(tg_v, 1)) THEN tg_v
      WHEN tg_v = '' OR (TRY_CAST(tg_v AS DOUBLE) IS NULL AND NOT contains(${HOLDING}, left(tg_v, 1))) THEN tg_v
      WHEN CAST(TRY_CAST(tg_v AS HUGEINT) AS VARCHAR) = tg_v AND tg_v <> '0' THEN tg_v END)[1],
    CASE WHEN ${SCALAR} = ${ABSENT} AND NOT odd
      THEN NULL ELSE tg_json_extract_scalar(tg_marked(j), path) END)`,
  ...[
    ['tg_json_value_at', 'tg_json_extract'],
    ['tg_json_size_at', 'tg_json_size'],
  ].map(
    ([macro, script]) =>
      `${macro}(j, path, native, odd) AS CASE WHEN ${VALUE} = ${ABSENT} AND NOT odd
        THEN NULL ELSE ${script}(tg_marked(j), path) END`,
  ),
];
