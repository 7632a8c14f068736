import { FUNCTIONS, planStatement, SqlError, type TableAliases } from '../../sql/index.ts';
import { PARAMETER_TYPES } from './parameter-types.ts';
import { replacePlaceholders } from './placeholders.ts';
import type { SavedQuery } from './saved.ts';

/** What is wrong with a query's SQL, and the text that it is wrong in. */
export interface SqlFault {
  readonly error: SqlError;
  readonly text: string;
}

/** Nothing of a query's meaning hangs on the moment at which it is read. */
const SESSION = { now: 0n, user: 'trailglass', catalog: 'awsdatacatalog', schema: 'default' };

/** Reads a query as it would be run, its parameters at their defaults or examples. */
export function sqlFaultOf(query: SavedQuery, aliases: TableAliases = {}): SqlFault | undefined {
  const text = sampleOf(query);
  try {
    planStatement(text, { functions: FUNCTIONS, session: SESSION, aliases });
    return undefined;
  } catch (error) {
    if (error instanceof SqlError) return { error, text };
    throw error;
  }
}

/** With its head, which SQL takes for comments: lines are those of the file. */
function sampleOf({ text, parameters }: SavedQuery): string {
  const literals = parameters.map(({ name, type, default: value }) => {
    const { literal, example } = PARAMETER_TYPES[type];
    return [name, literal(value ?? example, 0) ?? 'NULL'] as const;
  });
  return replacePlaceholders(text, new Map(literals));
}
