import { sql } from '../../typed.ts';
import type { FunctionSpec, Macro } from '../contract.ts';
import { raised } from '../script-error.ts';
import { argument, calls } from './call.ts';
import { failing } from './failure.ts';

/** Characters and their numbers. */
export const CHARACTERS: readonly FunctionSpec[] = [
  {
    name: 'length',
    kind: 'scalar',
    signatures: ['length(varchar) bigint', 'length(char) bigint'],
    about: 'How many characters (code points) the text has',
    print: calls('length'),
  },
  {
    name: 'chr',
    kind: 'scalar',
    signatures: ['chr(bigint) varchar'],
    about: 'The character of a Unicode code point',
    result: () => ({ is: 'varchar', length: 1 }),
    print: calls('tg_chr'),
  },
  {
    name: 'codepoint',
    kind: 'scalar',
    signatures: ['codepoint(varchar(1)) integer'],
    about: 'The Unicode code point of the only character',
    print: (call) => sql`tg_codepoint(${argument(call, 0)})`,
  },
];

const INVALID = `CAST(${raised('INVALID_FUNCTION_ARGUMENT', {
  sql: "('Not a valid Unicode code point: ' || n)",
}).parts.join('')} AS VARCHAR)`;
const NO_CHARACTER = failing('Input string must be a single character string');

export const CHARACTER_MACROS: readonly Macro[] = [
  `tg_chr(n) AS CASE WHEN n BETWEEN 0 AND 55295 OR n BETWEEN 57344 AND 1114111 THEN chr(CAST(n AS INTEGER))
    WHEN n IS NOT NULL THEN ${INVALID} END`,
  `tg_codepoint(s) AS CASE WHEN length(s) = 1 THEN unicode(s) WHEN s IS NOT NULL THEN CAST(${NO_CHARACTER} AS INTEGER) END`,
];
