import type { Fragment } from '../typed.ts';
import { quoted, sql } from '../typed.ts';
import { displayName, UNKNOWN } from '../types/index.ts';
import type { BoundCall, FunctionSpec, Macro, ScriptFunction } from './contract.ts';
import { FORMAT, FORMAT_SCRIPT } from './conversion/format.ts';
import { SIZE_SCRIPTS, SIZES } from './conversion/sizes.ts';

/** Conversion functions: https://trino.io/docs/476/functions/conversion.html */
export const FUNCTIONS: readonly FunctionSpec[] = [
  FORMAT,
  ...SIZES,
  {
    name: 'typeof',
    kind: 'scalar',
    signatures: ['typeof(T) varchar'],
    about: "The name of the value's type",
    print: printTypeof,
  },
];

export const MACROS: readonly Macro[] = [];

export const SCRIPTS: readonly ScriptFunction[] = [FORMAT_SCRIPT, ...SIZE_SCRIPTS];

/** The value stays in the text: it may be an aggregate, without which the query would have other rows. */
function printTypeof(call: BoundCall): Fragment {
  const [value] = call.args;
  const name = quoted(displayName(value?.type ?? UNKNOWN));
  if (!value || value.constant) return sql`${name}`;
  return sql`CASE WHEN ${value.sql} IS NULL THEN ${name} ELSE ${name} END`;
}
