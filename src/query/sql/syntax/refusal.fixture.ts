import { parseStatement, SqlError } from '../index.ts';

/** How a text is refused; throws when it is not. */
export function refusalOf(sql: string): SqlError {
  try {
    parseStatement(sql);
  } catch (error) {
    if (error instanceof SqlError) return error;
    throw error;
  }
  throw new Error(`${sql} was read`);
}
