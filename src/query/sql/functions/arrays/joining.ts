import { castFragment } from '../../binder/expressions/casts/index.ts';
import { refuse } from '../../refusal.ts';
import { type Fragment, sql } from '../../typed.ts';
import { displayName, VARCHAR } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, Macro } from '../contract.ts';
import { arg, spec } from '../writing.ts';
import { elementType } from './sets.ts';

/** An element's text, as CAST to varchar gives it. */
function textOf(call: BoundCall): Fragment | undefined {
  const type = elementType(call);
  return type.is === 'unknown'
    ? sql`CAST(NULL AS VARCHAR)`
    : castFragment(sql`tg_x`, type, VARCHAR);
}

function printJoin(call: BoundCall): Fragment {
  const texts = sql`list_transform(${arg(call, 0)}, lambda tg_x: ${textOf(call) ?? 'NULL'})`;
  return call.args.length === 2
    ? sql`tg_array_join(${texts}, ${arg(call, 1)})`
    : sql`tg_array_join_all(${texts}, ${arg(call, 1)}, ${arg(call, 2)})`;
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'array_join',
    ['array_join(array(T), varchar) varchar', 'array_join(array(T), varchar, varchar) varchar'],
    'The elements as one text, with a text between them; NULLs left out, or as the third argument.',
    printJoin,
    {
      check: (call) => {
        if (textOf(call)) return;
        const reason = `Cannot cast ${displayName(elementType(call))} to varchar`;
        refuse('OPERATOR_NOT_FOUND', reason, call.span);
      },
    },
  ),
];

export const MACROS: readonly Macro[] = [
  `tg_array_join(a, d) AS CASE WHEN a IS NOT NULL AND d IS NOT NULL
    THEN coalesce(array_to_string(tg_without_null(a), d), '') END`,
  `tg_array_join_all(a, d, n) AS CASE WHEN a IS NOT NULL AND d IS NOT NULL AND n IS NOT NULL
    THEN coalesce(array_to_string(list_transform(a, lambda tg_x: coalesce(tg_x, n)), d), '') END`,
];
