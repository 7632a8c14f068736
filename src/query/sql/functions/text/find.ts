import type { Fragment } from '../../typed.ts';
import { sql } from '../../typed.ts';
import type { BoundCall, FunctionSpec, Macro, ScriptFunction } from '../contract.ts';
import { argument, calls, constantText, textLength, withLength } from './call.ts';
import { invalidArgument } from './failure.ts';

/** Finding and replacing within texts. Positions count code points from 1; 0 is nowhere. */
export const FIND: readonly FunctionSpec[] = [
  {
    name: 'strpos',
    kind: 'scalar',
    signatures: ['strpos(varchar, varchar) bigint', 'strpos(varchar, varchar, bigint) bigint'],
    about: 'Where a text stands in another: its n-th place, from the end when n is negative',
    print: (call) => calls(call.args.length === 2 ? 'instr' : 'tg_strpos')(call),
  },
  {
    name: 'starts_with',
    kind: 'scalar',
    signatures: ['starts_with(varchar, varchar) boolean'],
    about: 'Whether a text begins with another',
    print: calls('starts_with'),
  },
  {
    name: 'replace',
    kind: 'scalar',
    signatures: ['replace(varchar, varchar) varchar', 'replace(varchar, varchar, varchar) varchar'],
    about: 'The text with each occurrence of another replaced, or taken out',
    result: (args, declared) => {
      if (args.length === 2) return withLength(declared, textLength(args[0]?.type));
      const [text, , by] = args.map((arg) => textLength(arg.type));
      if (text === undefined || by === undefined) return declared;
      return withLength(declared, text + by * (text + 1));
    },
    print: printReplace,
  },
  {
    name: 'translate',
    kind: 'scalar',
    signatures: ['translate(varchar, varchar, varchar) varchar'],
    about: 'The text with characters exchanged for those at the same place of another list',
    print: calls('translate'),
  },
];

function printReplace(call: BoundCall): Fragment {
  const [text, search] = [argument(call, 0), argument(call, 1)];
  if (call.args.length === 2) return sql`replace(${text}, ${search}, '')`;
  const plain = Boolean(constantText(call, 1));
  return calls(plain ? 'replace' : 'tg_replace')(call);
}

export const FIND_MACROS: readonly Macro[] = [
  // An empty search stands before and behind each character.
  `tg_replace(s, f, r) AS CASE WHEN f = '' THEN
    CASE WHEN s = '' THEN r ELSE r || tg_joined(tg_characters(s), r) || r END ELSE replace(s, f, r) END`,
];

export const FIND_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_characters',
    args: ['VARCHAR'],
    result: 'VARCHAR[]',
    call: (text) => [...String(text)],
  },
  {
    name: 'tg_strpos',
    args: ['VARCHAR', 'VARCHAR', 'BIGINT'],
    result: 'BIGINT',
    call: (text, part, instance) => positionOf(String(text), String(part), Number(instance)),
  },
];

/** Occurrences may overlap. */
function positionOf(text: string, part: string, instance: number): bigint {
  if (instance === 0) throw invalidArgument("'instance' must be a positive or negative number.");
  if (part === '') return 1n;
  const back = instance < 0;
  let at = back ? text.lastIndexOf(part) : text.indexOf(part);
  for (let left = Math.abs(instance) - 1; left > 0 && at >= 0; left--) {
    if (back) at = at === 0 ? -1 : text.lastIndexOf(part, at - 1);
    else at = text.indexOf(part, at + 1);
  }
  return at < 0 ? 0n : BigInt([...text.slice(0, at)].length + 1);
}
