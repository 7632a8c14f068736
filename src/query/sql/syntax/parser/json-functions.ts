import type { Expression, Identifier, JsonBehavior, JsonFunction, StringLiteral } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, stringLiteral } from './names.ts';
import { typeName } from './types.ts';

type Clauses = Partial<Omit<JsonFunction, 'is' | 'span'>>;

/** JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT, JSON_ARRAY: their name has been seen, not taken. */
export function jsonFunction(cursor: Cursor): JsonFunction {
  const { start, symbol } = cursor.take();
  cursor.expect('(');
  const [is, read] = FORMS[symbol] ?? cursor.fail();
  const clauses = read(cursor);
  cursor.expect(')');
  const span = cursor.spanFrom(start);
  return { is, args: [], passing: [], ...clauses, span };
}

type Form = readonly [is: JsonFunction['is'], read: (cursor: Cursor) => Clauses];

const FORMS: Readonly<Record<string, Form>> = {
  JSON_EXISTS: ['json-exists', jsonExists],
  JSON_VALUE: ['json-value', jsonValue],
  JSON_QUERY: ['json-query', jsonQuery],
  JSON_OBJECT: ['json-object', jsonObject],
  JSON_ARRAY: ['json-array', jsonArray],
};

function jsonExists(cursor: Cursor): Clauses {
  const invocation = pathInvocation(cursor);
  const word = cursor.acceptOne('TRUE', 'FALSE', 'UNKNOWN', 'ERROR');
  if (word === undefined) return invocation;
  cursor.expect('ON', 'ERROR');
  return { ...invocation, onError: { is: BEHAVIORS[word] } };
}

function jsonValue(cursor: Cursor): Clauses {
  const invocation = pathInvocation(cursor);
  const returning = cursor.accept('RETURNING') ? typeName(cursor) : undefined;
  const behaviors = emptyAndError(cursor, valueBehavior);
  return { ...invocation, ...(returning && { returning }), ...behaviors };
}

function jsonQuery(cursor: Cursor): Clauses {
  const invocation = pathInvocation(cursor);
  const output = outputClause(cursor);
  const wrapper = wrapperClause(cursor);
  const quotes = quotesClause(cursor);
  const behaviors = emptyAndError(cursor, queryBehavior);
  return { ...invocation, ...output, ...wrapper, ...quotes, ...behaviors };
}

/** `input FORMAT JSON, 'path' AS name PASSING value AS name, ...`. */
function pathInvocation(cursor: Cursor): Clauses {
  const input = formatted(cursor);
  cursor.expect(',');
  const path = jsonPath(cursor);
  const pathName = cursor.accept('AS') ? identifier(cursor) : undefined;
  const passing = cursor.accept('PASSING') ? commaList(cursor, jsonArgument) : [];
  return {
    args: [input.value],
    ...(input.format && { formats: [input.format] }),
    path,
    ...(pathName && { pathName }),
    passing,
  };
}

/** The grammar of paths is the binder's; that a path begins with its mode is the reader's. */
function jsonPath(cursor: Cursor): StringLiteral {
  const path = stringLiteral(cursor);
  const lead = /^[ \t\r\n]*/.exec(path.value)?.[0].length ?? 0;
  if (/^(?:lax|strict)\b/i.test(path.value.slice(lead))) return path;
  const word = /^(?:[A-Za-z_]\w*|.)/su.exec(path.value.slice(lead))?.[0] ?? '<EOF>';
  const place = path.span.start + 1 + lead;
  cursor.refuseLater(
    { start: place, end: path.span.end },
    word === '$'
      ? "missing {'lax', 'strict'} at '$'"
      : `mismatched input '${word}' expecting {'lax', 'strict'}`,
    `A path of JSON_VALUE, JSON_QUERY and JSON_EXISTS begins with its mode: 'lax ${path.value}'.`,
  );
  return path;
}

function jsonArgument(cursor: Cursor): NonNullable<JsonFunction['passing']>[number] {
  const { value, format } = formatted(cursor);
  cursor.expect('AS');
  const name: Identifier = identifier(cursor);
  return { value, name, ...(format && { format }) };
}

interface Formatted {
  readonly value: Expression;
  readonly format?: string;
}

function formatted(cursor: Cursor): Formatted {
  const value = cursor.grammar.expression(cursor);
  const format = formatClause(cursor);
  return { value, ...(format && { format }) };
}

/** FORMAT JSON [ENCODING UTF8]: in lower case. */
function formatClause(cursor: Cursor): string | undefined {
  if (!cursor.accept('FORMAT')) return undefined;
  cursor.expect('JSON');
  if (!cursor.accept('ENCODING')) return 'json';
  return `json encoding ${cursor.expectOne('UTF8', 'UTF16', 'UTF32').toLowerCase()}`;
}

function outputClause(cursor: Cursor): Clauses {
  if (!cursor.accept('RETURNING')) return {};
  const returning = typeName(cursor);
  const outputFormat = formatClause(cursor);
  return { returning, ...(outputFormat && { outputFormat }) };
}

function wrapperClause(cursor: Cursor): Clauses {
  const word = cursor.acceptOne('WITHOUT', 'WITH');
  if (word === undefined) return {};
  const kind = word === 'WITH' ? cursor.acceptOne('CONDITIONAL', 'UNCONDITIONAL') : undefined;
  cursor.accept('ARRAY');
  cursor.expect('WRAPPER');
  if (word === 'WITHOUT') return { wrapper: 'without' };
  return { wrapper: kind === 'CONDITIONAL' ? 'conditional' : 'unconditional' };
}

function quotesClause(cursor: Cursor): Clauses {
  const word = cursor.acceptOne('KEEP', 'OMIT');
  if (word === undefined) return {};
  cursor.expect('QUOTES');
  if (cursor.sees('ON', 'SCALAR')) cursor.expect('ON', 'SCALAR', 'TEXT_STRING');
  return { quotes: word === 'KEEP' ? 'keep' : 'omit' };
}

const BEHAVIORS = {
  TRUE: 'true',
  FALSE: 'false',
  UNKNOWN: 'unknown',
  ERROR: 'error',
  NULL: 'null',
} as const;

function valueBehavior(cursor: Cursor): JsonBehavior | undefined {
  const word = cursor.acceptOne('ERROR', 'NULL', 'DEFAULT');
  if (word === undefined) return undefined;
  if (word !== 'DEFAULT') return { is: BEHAVIORS[word] };
  return { is: 'default', value: cursor.grammar.expression(cursor) };
}

function queryBehavior(cursor: Cursor): JsonBehavior | undefined {
  const word = cursor.acceptOne('ERROR', 'NULL', 'EMPTY');
  if (word === undefined) return undefined;
  if (word !== 'EMPTY') return { is: BEHAVIORS[word] };
  return { is: cursor.expectOne('ARRAY', 'OBJECT') === 'ARRAY' ? 'empty-array' : 'empty-object' };
}

function emptyAndError(
  cursor: Cursor,
  behavior: (cursor: Cursor) => JsonBehavior | undefined,
): Clauses {
  const first = behavior(cursor);
  if (first === undefined) return {};
  cursor.expect('ON');
  if (cursor.expectOne('EMPTY', 'ERROR') === 'ERROR') return { onError: first };
  const second = behavior(cursor);
  if (second === undefined) return { onEmpty: first };
  cursor.expect('ON', 'ERROR');
  return { onEmpty: first, onError: second };
}

function jsonObject(cursor: Cursor): Clauses {
  if (cursor.at(')') || cursor.at('RETURNING')) return { keys: [], ...outputClause(cursor) };
  const members = commaList(cursor, objectMember);
  const nulls = nullClause(cursor);
  const uniqueKeys = uniqueClause(cursor);
  return {
    ...valuesOf(members),
    keys: members.map(({ key }) => key),
    ...nulls,
    ...(uniqueKeys === undefined ? {} : { uniqueKeys }),
    ...outputClause(cursor),
  };
}

function objectMember(cursor: Cursor): Formatted & { readonly key: Expression } {
  if (cursor.at('KEY') && !KEY_IS_A_NAME.has(cursor.peek(1).symbol)) cursor.take();
  const key = cursor.grammar.expression(cursor);
  cursor.expectOne(':', 'VALUE');
  return { key, ...formatted(cursor) };
}

const KEY_IS_A_NAME: ReadonlySet<string> = new Set([':', 'VALUE', '.', '(', '[', '||']);

function jsonArray(cursor: Cursor): Clauses {
  if (cursor.at(')') || cursor.at('RETURNING')) return outputClause(cursor);
  const items = commaList(cursor, formatted);
  const nulls = nullClause(cursor);
  return { ...valuesOf(items), ...nulls, ...outputClause(cursor) };
}

function valuesOf(items: readonly Formatted[]): Clauses {
  const formats = items.map(({ format }) => format);
  return {
    args: items.map(({ value }) => value),
    ...(formats.some((format) => format !== undefined) && { formats }),
  };
}

function nullClause(cursor: Cursor): Clauses {
  const word = cursor.acceptOne('NULL', 'ABSENT');
  if (word === undefined) return {};
  cursor.expect('ON', 'NULL');
  return { onNull: word === 'NULL' ? 'null' : 'absent' };
}

function uniqueClause(cursor: Cursor): boolean | undefined {
  const word = cursor.acceptOne('WITH', 'WITHOUT');
  if (word === undefined) return undefined;
  cursor.expect('UNIQUE');
  cursor.accept('KEYS');
  return word === 'WITH';
}
