import { OPERATORS } from '../binder/expressions/index.ts';
import { FUNCTION_FILES } from './all.ts';
import { type FunctionTable, functionTable } from './registry.ts';

/** Every function that a query may call, and what operators and casts need in DuckDB. */
export const FUNCTIONS: FunctionTable = functionTable([...FUNCTION_FILES, OPERATORS]);
