import { refuse } from '../../refusal.ts';
import type { Fragment, Typed } from '../../typed.ts';
import { joined, quoted, sql } from '../../typed.ts';
import type { BoundCall, FunctionSpec, Macro, ScriptFunction } from '../contract.ts';
import { argument, calls, constantText, lengthOf, orChar } from './call.ts';
import { failing } from './failure.ts';
import { upperOf } from './letters.ts';

/** Texts in another shape: case, trimming, padding, joining. */
export const SHAPE: readonly FunctionSpec[] = [
  {
    name: 'lower',
    kind: 'scalar',
    signatures: ['lower(varchar) varchar', 'lower(char(x)) char(x)'],
    about: 'Each character in lower case',
    result: lengthOf(0),
    print: calls('lower'),
  },
  {
    name: 'upper',
    kind: 'scalar',
    signatures: ['upper(varchar) varchar', 'upper(char(x)) char(x)'],
    about: 'Each character in upper case, where it has one of one character',
    result: lengthOf(0),
    print: calls('tg_upper'),
  },
  trim('trim', 'Without white space, or without these characters, at both ends'),
  trim('ltrim', 'Without white space, or without these characters, at its beginning'),
  trim('rtrim', 'Without white space, or without these characters, at its end'),
  pad('lpad', 'As long as told: cut, or filled up at its beginning'),
  pad('rpad', 'As long as told: cut, or filled up at its end'),
  {
    name: 'reverse',
    kind: 'scalar',
    signatures: ['reverse(varchar) varchar', 'reverse(char(x)) char(x)'],
    about: 'The characters in the opposite order',
    result: lengthOf(0),
    print: (call) => heldAs(call, calls('tg_reverse')(call)),
  },
  {
    name: 'concat',
    kind: 'scalar',
    signatures: ['concat(varchar, ...) varchar', 'concat(char(x), char(y)) char(x)'],
    about: 'Texts one after the other; NULL if one of them is',
    result: (args, declared) =>
      declared.is === 'char' ? { is: 'char', length: lengthsOf(args) } : declared,
    check: ({ args, type, span }) => {
      const length = lengthsOf(args);
      if (type.is !== 'char' || length <= LONGEST_CHAR) return;
      refuse('TYPE_NOT_FOUND', `Unknown type: char(${length})`, span);
    },
    print: printConcat,
  },
  {
    name: 'concat_ws',
    kind: 'scalar',
    signatures: [
      'concat_ws(varchar, array(varchar)) varchar',
      'concat_ws(varchar, varchar, ...) varchar',
    ],
    about: 'Texts with a separator between them; NULLs are passed over',
    print: printConcatWs,
  },
  {
    name: 'normalize',
    kind: 'scalar',
    signatures: ['normalize(varchar, varchar) varchar', 'normalize(varchar) varchar'],
    about: 'The text in a Unicode normal form: NFC, NFD, NFKC or NFKD',
    print: (call) =>
      call.args.length === 1
        ? sql`tg_normalize(${argument(call, 0)}, 'NFC')`
        : calls('tg_normalize')(call),
  },
];

/** What Trino trims: Java's white space, which leaves out the spaces that do not break a line. */
export const WHITE_SPACE =
  '\t\n\v\f\r\u001c\u001d\u001e\u001f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000';

function trim(name: string, about: string): FunctionSpec {
  return {
    name,
    kind: 'scalar',
    signatures: orChar(
      orChar([`${name}(varchar) varchar`, `${name}(varchar, varchar) varchar`], 0),
      1,
    ),
    about,
    result: lengthOf(0),
    print: (call) => {
      // Of a char, the spaces at its end count for nothing here.
      const text = call.args[0]?.sql ?? '';
      const characters = call.args.length === 1 ? quoted(WHITE_SPACE) : argument(call, 1);
      const trimmed = sql`${name}(${text}, ${characters})`;
      return call.args[0]?.type.is === 'char' ? sql`rtrim(${trimmed}, ' ')` : trimmed;
    },
  };
}

function pad(name: 'lpad' | 'rpad', about: string): FunctionSpec {
  return {
    name,
    kind: 'scalar',
    signatures: orChar([`${name}(varchar, bigint, varchar) varchar`], 0),
    about,
    print: calls(`tg_${name}`),
  };
}

function printConcat(call: BoundCall): Fragment {
  if (call.args.length < 2)
    return sql`${failing('There must be two or more concatenation arguments')}`;
  const texts = call.args.map((_, at) => argument(call, at));
  return heldAs(call, sql`(${joined(texts, ' || ')})`);
}

/** A char is held without the spaces at its end. */
function heldAs({ type }: BoundCall, text: Fragment): Fragment {
  return type.is === 'char' ? sql`rtrim(${text}, ' ')` : text;
}

/** Trino's limit for the length of a char type. */
const LONGEST_CHAR = 65_536;

function lengthsOf(args: readonly Typed[]): number {
  return args.reduce((sum, { type }) => sum + (type.is === 'char' ? (type.length ?? 1) : 0), 0);
}

function printConcatWs(call: BoundCall): Fragment {
  // DuckDB's own wants a separator that the query fixes.
  const join = constantText(call, 0) === undefined ? 'tg_joined' : 'tg_join';
  const separator = argument(call, 0);
  if (call.args[1]?.type.is === 'array') {
    return sql`${join}(${argument(call, 1)}, ${separator})`;
  }
  const texts = joined(
    call.args.slice(1).map((_, at) => sql`CAST(${argument(call, at + 1)} AS VARCHAR)`),
  );
  return sql`${join}([${texts}], ${separator})`;
}

const PADDING = failing('Padding string must not be empty');
const TARGET = failing('Target length must be in the range [0..2147483647]');

export const SHAPE_MACROS: readonly Macro[] = [
  // DuckDB makes ß a capital letter of its own.
  `tg_upper(s) AS CASE WHEN contains(s, 'ß') THEN tg_upper_letters(s) ELSE upper(s) END`,
  // DuckDB keeps a letter and its accents together.
  'tg_reverse(s) AS CASE WHEN strlen(s) = length(s) THEN reverse(s) ELSE tg_reverse_characters(s) END',
  ...['lpad', 'rpad'].map(
    (name) => `tg_${name}(s, n, p) AS CASE WHEN s IS NULL OR n IS NULL OR p IS NULL THEN NULL
      WHEN n < 0 OR n > 2147483647 THEN ${TARGET} WHEN p = '' THEN ${PADDING}
      ELSE ${name}(s, CAST(n AS INTEGER), p) END`,
  ),
  "tg_join(l, d) AS CASE WHEN l IS NOT NULL AND d IS NOT NULL THEN coalesce(array_to_string(l, d), '') END",
];

export const SHAPE_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_upper_letters',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => upperOf(String(text)),
  },
  {
    name: 'tg_reverse_characters',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => [...String(text)].reverse().join(''),
  },
  {
    name: 'tg_joined',
    args: ['VARCHAR[]', 'VARCHAR'],
    result: 'VARCHAR',
    call: (texts, separator) =>
      (texts as readonly (string | null)[]).filter((text) => text !== null).join(String(separator)),
  },
  {
    name: 'tg_normalize',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'VARCHAR',
    call: (text, form) => String(text).normalize(String(form).toUpperCase()),
  },
];
