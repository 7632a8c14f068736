import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';
import { CHARACTER_MACROS, CHARACTERS } from './text/characters.ts';
import { COMPARE, COMPARE_SCRIPTS } from './text/compare.ts';
import { FIND, FIND_MACROS, FIND_SCRIPTS } from './text/find.ts';
import { PART_MACROS, PART_SCRIPTS, PARTS } from './text/parts.ts';
import { REFUSED } from './text/refused.ts';
import { SHAPE, SHAPE_MACROS, SHAPE_SCRIPTS } from './text/shape.ts';

/** Text functions: https://trino.io/docs/476/functions/string.html */
export const FUNCTIONS: readonly FunctionSpec[] = [
  ...CHARACTERS,
  ...PARTS,
  ...FIND,
  ...SHAPE,
  ...COMPARE,
  ...REFUSED,
];

export const MACROS: readonly Macro[] = [
  ...CHARACTER_MACROS,
  ...PART_MACROS,
  ...FIND_MACROS,
  ...SHAPE_MACROS,
];

export const SCRIPTS: readonly ScriptFunction[] = [
  ...PART_SCRIPTS,
  ...FIND_SCRIPTS,
  ...SHAPE_SCRIPTS,
  ...COMPARE_SCRIPTS,
];
