import { sql } from '../typed.ts';
import type { FunctionSpec, Macro, ScriptFunction } from './contract.ts';

/** UUID functions: https://trino.io/docs/476/functions/uuid.html */
export const FUNCTIONS: readonly FunctionSpec[] = [
  {
    name: 'uuid',
    kind: 'scalar',
    signatures: ['uuid() uuid'],
    about: 'A random UUID, another for each row',
    print: () => sql`uuid()`,
  },
];

export const MACROS: readonly Macro[] = [];

export const SCRIPTS: readonly ScriptFunction[] = [];
