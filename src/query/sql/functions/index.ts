import { OPERATORS } from '../binder/expressions/index.ts';
import { FUNCTION_FILES } from './all.ts';
import { type FunctionTable, forPeople, functionTable } from './registry.ts';

/** Every function that a query of our own making may call, and what operators and casts need in DuckDB. */
export const OWN_FUNCTIONS: FunctionTable = functionTable([...FUNCTION_FILES, OPERATORS]);

/** Every function that people's queries may call. */
export const FUNCTIONS: FunctionTable = forPeople(OWN_FUNCTIONS);
