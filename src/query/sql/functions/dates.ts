import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';
import * as arithmetic from './dates/arithmetic.ts';
import * as durations from './dates/durations.ts';
import * as formats from './dates/formats.ts';
import * as iso from './dates/iso.ts';
import * as parts from './dates/parts.ts';
import * as unixtime from './dates/unixtime.ts';
import * as zones from './dates/zone-arguments.ts';

/** Functions of dates, times, zones and intervals. */
export const FUNCTIONS: readonly FunctionSpec[] = [
  ...arithmetic.FUNCTIONS,
  ...parts.FUNCTIONS,
  ...formats.FUNCTIONS,
  ...iso.FUNCTIONS,
  ...unixtime.FUNCTIONS,
  ...zones.FUNCTIONS,
  ...durations.FUNCTIONS,
];
export const MACROS: readonly Macro[] = [...arithmetic.MACROS, ...iso.MACROS, ...unixtime.MACROS];
export const SCRIPTS: readonly ScriptFunction[] = [
  ...formats.SCRIPTS,
  ...iso.SCRIPTS,
  ...durations.SCRIPTS,
];
