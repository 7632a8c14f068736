import * as access from './arrays/access.ts';
import * as joining from './arrays/joining.ts';
import * as lambdas from './arrays/lambdas.ts';
import * as ordering from './arrays/ordering.ts';
import * as sequences from './arrays/sequences.ts';
import * as sets from './arrays/sets.ts';
import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';

/** Functions of arrays. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  ...access.FUNCTIONS,
  ...sets.FUNCTIONS,
  ...ordering.FUNCTIONS,
  ...joining.FUNCTIONS,
  ...lambdas.FUNCTIONS,
  ...sequences.FUNCTIONS,
];
export const MACROS: readonly Macro[] = [
  ...sets.MACROS,
  ...access.MACROS,
  ...joining.MACROS,
  ...ordering.MACROS,
  ...sequences.MACROS,
];
export const SCRIPTS: readonly ScriptFunction[] = ordering.SCRIPTS;
