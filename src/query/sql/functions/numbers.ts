import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';
import * as bases from './numbers/bases.ts';
import * as distributions from './numbers/distributions.ts';
import * as elementary from './numbers/elementary.ts';
import * as rounding from './numbers/rounding.ts';
import * as vectors from './numbers/vectors.ts';

/** Functions of numbers. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  ...rounding.FUNCTIONS,
  ...elementary.FUNCTIONS,
  ...bases.FUNCTIONS,
  ...distributions.FUNCTIONS,
  ...vectors.FUNCTIONS,
];
export const MACROS: readonly Macro[] = [
  ...rounding.MACROS,
  elementary.BUCKET,
  ...elementary.MACROS,
  ...vectors.MACROS,
  ...distributions.MACROS,
];
export const SCRIPTS: readonly ScriptFunction[] = [...bases.SCRIPTS, ...distributions.SCRIPTS];
