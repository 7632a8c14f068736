export type { Context, GlobalOptions } from './context.ts';
export { buildProgram, exitOf } from './program.ts';
