import { ENCODING_SCRIPTS, ENCODINGS } from './binary/encodings.ts';
import { HASH_SCRIPTS, HASHES } from './binary/hashes.ts';
import { NUMBER_SCRIPTS, NUMBERS } from './binary/numbers.ts';
import { PIECE_SCRIPTS, PIECES } from './binary/pieces.ts';
import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';

/** Functions on bytes: https://trino.io/docs/476/functions/binary.html */
export const FUNCTIONS: readonly FunctionSpec[] = [...PIECES, ...ENCODINGS, ...HASHES, ...NUMBERS];

export const MACROS: readonly Macro[] = [];

export const SCRIPTS: readonly ScriptFunction[] = [
  ...PIECE_SCRIPTS,
  ...ENCODING_SCRIPTS,
  ...HASH_SCRIPTS,
  ...NUMBER_SCRIPTS,
];
