import type { FunctionFile } from '../../functions/registry.ts';
import { CAST_MACROS, CAST_SCRIPTS, JSON_CAST_SCRIPTS } from './casts/index.ts';
import { JSON_SCRIPTS } from './json/index.ts';
import { OPERATOR_MACROS } from './macros.ts';
import { OPERATOR_SCRIPTS } from './scripts.ts';

export { bindExpression } from './bind.ts';
export { coerce } from './casts/index.ts';
export type { ExpressionContext, Session } from './context.ts';
export { placeOf } from './places.ts';

/** What the SQL of operators and casts needs in DuckDB: to be put into the function table, last. */
export const OPERATORS: FunctionFile = {
  MACROS: [...CAST_MACROS, ...OPERATOR_MACROS],
  SCRIPTS: [...CAST_SCRIPTS, ...JSON_CAST_SCRIPTS, ...OPERATOR_SCRIPTS, ...JSON_SCRIPTS],
};
