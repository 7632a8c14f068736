export type { Session } from './binder/expressions/index.ts';
export {
  type BoundQuery,
  type Bounds,
  type Condition,
  type OpenBounds,
  type OpenCondition,
  type OpenDays,
  satisfies,
  type UsedTable,
} from './binder/queries/index.ts';
export { SqlError, type SqlErrorOptions } from './errors.ts';
export { excerptOf } from './excerpt.ts';
export type { Macro, ScriptFunction, ScriptType, ScriptValue } from './functions/contract.ts';
export { FUNCTIONS, OWN_FUNCTIONS } from './functions/index.ts';
export type { FunctionTable } from './functions/registry.ts';
export { type PrintedSql, printSql } from './printed.ts';
export {
  type JsonValue,
  type RowForm,
  readRows,
  readRunError,
  Vocabulary,
} from './results/index.ts';
export type { Answer, AnswerValue } from './statements/answer.ts';
export { type Plan, type PlanOptions, planStatement, type QueryPlan } from './statements/plan.ts';
export * as tree from './syntax/build.ts';
export * from './syntax/index.ts';
export {
  ATHENA_TABLES,
  ATTRIBUTED,
  CALLS_TABLE,
  CONSOLE_AGENTS,
  LAKE_MACROS,
  type LakeTable,
  PLACED,
  partitionOfDay,
  type TableAliases,
} from './tables/index.ts';
export { type Fragment, named, quoted, TRY_OPEN } from './typed.ts';
export { columnTypeName, type Type, VARCHAR } from './types/index.ts';
