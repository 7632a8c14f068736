import { SqlError } from '../../errors.ts';
import type { Statement } from '../ast.ts';
import { tokenize } from '../lexer.ts';
import { tooDeep } from '../walk.ts';
import { Cursor, type Grammar } from './cursor.ts';
import { expression, expressionFrom, valueExpression } from './expressions.ts';
import { query } from './queries.ts';
import { soleStatement } from './statements.ts';
import { sortItems } from './windows.ts';

const GRAMMAR: Grammar = { expression, valueExpression, expressionFrom, query, sortItems };

/** Reads one statement. Throws a SqlError SYNTAX_ERROR at the place where Athena sees the fault. */
export function parseStatement(text: string): Statement {
  const source = { text, tokens: tokenize(text).tokens, grammar: GRAMMAR };
  try {
    return read(new Cursor(source));
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return read(new Cursor(source, true));
  }
}

function read(cursor: Cursor): Statement {
  const statement = soleStatement(cursor);
  const [first, ...others] = cursor.late;
  if (first !== undefined) {
    throw others.reduce((best, one) => (one.span.start < best.span.start ? one : best), first);
  }
  const deepest = tooDeep(statement, cursor.tokens.length);
  if (deepest) cursor.refuse(deepest, 'the text is nested too deep');
  return statement;
}
