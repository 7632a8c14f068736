import type { FunctionSpec, Macro } from './contract.ts';
import {
  printCount,
  printExtract,
  printExtractAll,
  printLike,
  printPosition,
  printReplace,
  printSplit,
} from './regex/print.ts';
import { elementsOfLength, lengthOf, orChar, textLength, withLength } from './text/call.ts';

export { SCRIPTS } from './regex/scripts.ts';

/** Regular expressions: https://trino.io/docs/476/functions/regexp.html. Patterns are Joni's, see `regex/pattern.ts`. */
const REGEX: readonly FunctionSpec[] = [
  {
    name: 'regexp_like',
    kind: 'scalar',
    signatures: ['regexp_like(varchar, varchar) boolean'],
    about: 'Whether the pattern matches somewhere in the text',
    print: printLike,
  },
  {
    name: 'regexp_extract',
    kind: 'scalar',
    signatures: [
      'regexp_extract(varchar, varchar) varchar',
      'regexp_extract(varchar, varchar, bigint) varchar',
    ],
    about: 'The first part that matches, or one group of it; NULL where there is none',
    result: lengthOf(0),
    print: printExtract,
  },
  {
    name: 'regexp_extract_all',
    kind: 'scalar',
    signatures: [
      'regexp_extract_all(varchar, varchar) array(varchar)',
      'regexp_extract_all(varchar, varchar, bigint) array(varchar)',
    ],
    about: 'All parts that match, or one group of each',
    result: elementsOfLength(0),
    print: printExtractAll,
  },
  {
    name: 'regexp_replace',
    kind: 'scalar',
    signatures: [
      'regexp_replace(varchar, varchar) varchar',
      'regexp_replace(varchar, varchar, varchar) varchar',
      'regexp_replace(varchar, varchar, function(array(varchar), varchar)) varchar',
    ],
    about: 'The text with all parts that match replaced, or taken out; $1 is a group',
    result: (args, declared) => {
      const [text, , by] = args.map((arg) => textLength(arg.type));
      if (args.length === 2) return withLength(declared, text);
      if (args[2]?.lambda || text === undefined || by === undefined) return { is: 'varchar' };
      return withLength(declared, text + Math.max(Math.floor((text * by) / 2), by) * (text + 1));
    },
    print: printReplace,
  },
  {
    name: 'regexp_split',
    kind: 'scalar',
    signatures: ['regexp_split(varchar, varchar) array(varchar)'],
    about: 'The pieces between the parts that match',
    result: elementsOfLength(0),
    print: printSplit,
  },
  {
    name: 'regexp_count',
    kind: 'scalar',
    signatures: ['regexp_count(varchar, varchar) bigint'],
    about: 'How often the pattern matches',
    print: printCount,
  },
  {
    name: 'regexp_position',
    kind: 'scalar',
    signatures: [
      'regexp_position(varchar, varchar) integer',
      'regexp_position(varchar, varchar, integer) integer',
      'regexp_position(varchar, varchar, integer, integer) integer',
    ],
    about: 'Where the pattern matches for the n-th time from a position on; -1 is nowhere',
    print: printPosition,
  },
];

export const FUNCTIONS: readonly FunctionSpec[] = REGEX.map((one) => ({
  ...one,
  signatures: orChar(one.signatures, 1),
}));

export const MACROS: readonly Macro[] = [
  // The answer of tg_regexp_matches, cut into one list of groups for each match.
  `tg_regexp_groups(f) AS list_transform(range(0, CAST(f[1] AS BIGINT)),
    lambda i: f[3 + i * CAST(f[2] AS BIGINT):2 + (i + 1) * CAST(f[2] AS BIGINT)])`,
];
