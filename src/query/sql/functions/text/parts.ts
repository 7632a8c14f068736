import type { Fragment } from '../../typed.ts';
import { sql } from '../../typed.ts';
import type { BoundCall, FunctionSpec, Macro, ScriptFunction } from '../contract.ts';
import { argument, constantInteger, constantText, elementsOfLength, lengthOf } from './call.ts';
import { failing, invalidArgument } from './failure.ts';

/** Parts of texts: substr, split and their like. Positions count code points from 1. */
export const PARTS: readonly FunctionSpec[] = [
  ...['substr', 'substring'].map(
    (name): FunctionSpec => ({
      name,
      kind: 'scalar',
      signatures: [
        `${name}(varchar, bigint) varchar`,
        `${name}(varchar, bigint, bigint) varchar`,
        `${name}(char, bigint) varchar`,
        `${name}(char, bigint, bigint) varchar`,
      ],
      about: 'The text from a position on, counted from the end when it is negative',
      result: lengthOf(0),
      print: printSubstr,
    }),
  ),
  {
    name: 'split',
    kind: 'scalar',
    signatures: [
      'split(varchar, varchar) array(varchar)',
      'split(varchar, varchar, bigint) array(varchar)',
    ],
    about: 'The pieces between delimiters, at most so many',
    result: elementsOfLength(0),
    print: printSplit,
  },
  {
    name: 'split_part',
    kind: 'scalar',
    signatures: ['split_part(varchar, varchar, bigint) varchar'],
    about: 'One piece between delimiters, counted from 1; NULL where there are fewer',
    result: lengthOf(0),
    print: printSplitPart,
  },
  {
    name: 'split_to_map',
    kind: 'scalar',
    signatures: ['split_to_map(varchar, varchar, varchar) map(varchar, varchar)'],
    about: 'Entries and their keys and values, each with its delimiter, as a map',
    print: (call) => sql`tg_entries_map(${entries(call, 'tg_split_entries')})`,
  },
  {
    name: 'split_to_multimap',
    kind: 'scalar',
    signatures: ['split_to_multimap(varchar, varchar, varchar) map(varchar, array(varchar))'],
    about: 'Entries and their keys and values as a map from each key to all its values',
    print: (call) => sql`tg_entries_multimap(${entries(call, 'tg_split_all_entries')})`,
  },
];

function printSubstr(call: BoundCall): Fragment {
  const start = constantInteger(call, 1);
  const text = argument(call, 0);
  if (call.args.length === 2) {
    if (start !== undefined && start > 0n) return sql`substring(${text}, ${argument(call, 1)})`;
    return sql`tg_substr(${text}, ${argument(call, 1)})`;
  }
  const length = constantInteger(call, 2);
  const plain = start !== undefined && start > 0n && length !== undefined && length > 0n;
  const name = plain && length <= LONGEST ? 'substring' : 'tg_substr_for';
  return sql`${name}(${text}, ${argument(call, 1)}, ${argument(call, 2)})`;
}

function printSplit(call: BoundCall): Fragment {
  const [text, delimiter] = [argument(call, 0), argument(call, 1)];
  const fixed = constantText(call, 1);
  if (call.args.length === 3)
    return sql`tg_split_limit(${text}, ${delimiter}, ${argument(call, 2)})`;
  return fixed ? sql`string_split(${text}, ${delimiter})` : sql`tg_split(${text}, ${delimiter})`;
}

function printSplitPart(call: BoundCall): Fragment {
  const index = constantInteger(call, 2);
  const args = sql`${argument(call, 0)}, ${argument(call, 1)}`;
  const plain = index !== undefined && index > 0n && constantText(call, 1);
  if (plain) return sql`string_split(${args})[${argument(call, 2)}]`;
  return sql`tg_split_part(${args}, ${argument(call, 2)})`;
}

function entries(call: BoundCall, script: string): Fragment {
  return sql`${script}(${argument(call, 0)}, ${argument(call, 1)}, ${argument(call, 2)})`;
}

/** DuckDB's limit for the length of a part. */
const LONGEST = 4_294_967_295n;

const NO_DELIMITER = failing('The delimiter may not be the empty string');

export const PART_MACROS: readonly Macro[] = [
  `tg_substr(s, i) AS CASE WHEN i > 0 THEN substring(s, i)
    WHEN i = 0 OR i < -length(s) THEN substring(s, 1, 0) ELSE substring(s, i) END`,
  `tg_substr_for(s, i, n) AS CASE WHEN n > 0 THEN substring(tg_substr(s, i), 1, CASE WHEN n > ${LONGEST}
    THEN ${LONGEST} ELSE n END) WHEN n <= 0 AND i IS NOT NULL THEN substring(s, 1, 0) END`,
  // DuckDB splits by NULL: the text stays whole.
  `tg_split(s, d) AS CASE WHEN d = '' AND s IS NOT NULL THEN [${NO_DELIMITER}] WHEN d IS NOT NULL THEN string_split(s, d) END`,
  `tg_split_limit(s, d, n) AS CASE WHEN s IS NULL OR d IS NULL OR n IS NULL THEN NULL WHEN n <= 0 THEN [${failing('Limit must be positive')}]
    WHEN n > 2147483647 THEN [${failing('Limit is too large')}] WHEN d = '' THEN [${NO_DELIMITER}]
    WHEN len(string_split(s, d)) <= n THEN string_split(s, d)
    ELSE list_append(string_split(s, d)[1:n - 1],
      substring(s, length(array_to_string(string_split(s, d)[1:n - 1], '')) + (n - 1) * length(d) + 1)) END`,
  `tg_split_part(s, d, i) AS CASE WHEN i <= 0 AND s IS NOT NULL AND d IS NOT NULL THEN ${failing('Index must be greater than zero')}
    WHEN d IS NOT NULL THEN string_split(s, d)[i] END`,
  `tg_entries_map(e) AS map_from_entries(list_transform(range(1, len(e) + 1, 2), lambda i: {'k': e[i], 'v': e[i + 1]}))`,
  `tg_entries_multimap(e) AS map_from_entries(list_transform(tg_entry_keys(e),
    lambda k: {'k': k, 'v': list_transform(list_filter(range(1, len(e) + 1, 2), lambda i: e[i] = k), lambda i: e[i + 1])}))`,
];

/** Keys and values one after the other. */
function splitEntries(text: string, between: string, within: string, quote: string): string[] {
  if (!between) throw invalidArgument('entryDelimiter is empty');
  if (!within) throw invalidArgument('keyValueDelimiter is empty');
  if (between === within) {
    throw invalidArgument('entryDelimiter and keyValueDelimiter must not be the same');
  }
  const all = text.endsWith(between) ? text.slice(0, -between.length) : text;
  return all === ''
    ? []
    : all.split(between).flatMap((entry) => {
        const pair = entry.split(within);
        if (pair.length === 2) return pair;
        const rule = 'Key-value delimiter must appear exactly once in each entry.';
        throw invalidArgument(`${rule} Bad input: ${quote}${entry}${quote}`);
      });
}

function unique(flat: readonly string[]): readonly string[] {
  const keys = new Set<string>();
  for (const [at, key] of flat.entries()) {
    if (at % 2) continue;
    if (keys.has(key)) throw invalidArgument(`Duplicate keys (${key}) are not allowed`);
    keys.add(key);
  }
  return flat;
}

export const PART_SCRIPTS: readonly ScriptFunction[] = [
  {
    // Of keys and values one after the other, the keys, each once.
    name: 'tg_entry_keys',
    args: ['VARCHAR[]'],
    result: 'VARCHAR[]',
    call: (flat) => [...new Set((flat as readonly string[]).filter((_, at) => at % 2 === 0))],
  },
  {
    name: 'tg_split_entries',
    args: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, between, within) =>
      unique(splitEntries(String(text), String(between), String(within), "'")),
  },
  {
    name: 'tg_split_all_entries',
    args: ['VARCHAR', 'VARCHAR', 'VARCHAR'],
    result: 'VARCHAR[]',
    call: (text, between, within) =>
      splitEntries(String(text), String(between), String(within), ''),
  },
];
