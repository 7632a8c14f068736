import type { Identifier, TypeName } from '../ast.ts';
import type { Token } from '../tokens.ts';
import type { Cursor } from './cursor.ts';
import { commaList, identifier, isName } from './names.ts';

type Parts = Partial<Omit<TypeName, 'is' | 'span'>>;

/** A type: of any name, with parameters, and any number of ARRAY after it. */
export function typeName(cursor: Cursor): TypeName {
  cursor.enter();
  cursor.expectingOnly('<type>');
  const { start } = cursor.token;
  let type = baseType(cursor);
  while (cursor.at('ARRAY')) {
    cursor.take();
    if (cursor.accept('[')) {
      integer(cursor);
      cursor.expect(']');
    }
    type = make(cursor, start, { name: 'array', types: [type] });
  }
  cursor.leave();
  return type;
}

function make(cursor: Cursor, start: number, parts: Parts): TypeName {
  const { name = '', numbers = [], types = [], fields } = parts;
  const span = cursor.spanFrom(start);
  return { is: 'type', name, numbers, types, ...(fields && { fields }), span };
}

function baseType(cursor: Cursor): TypeName {
  const { start, symbol } = cursor.token;
  if (symbol === 'ROW' && cursor.sees('ROW', '(')) return rowType(cursor);
  if (symbol === 'ARRAY' || symbol === 'MAP') {
    if (cursor.sees(symbol, '<')) return angledType(cursor);
  }
  if (symbol === 'DOUBLE' && cursor.sees('DOUBLE', 'PRECISION')) {
    cursor.expect('DOUBLE', 'PRECISION');
    return make(cursor, start, { name: 'double' });
  }
  if (symbol === 'INTERVAL' && INTERVAL_FIELDS.has(cursor.peek(1).symbol)) {
    return intervalType(cursor);
  }
  if (symbol === 'TIME' || symbol === 'TIMESTAMP') return timeType(cursor);
  return namedType(cursor);
}

/** varchar, decimal(10, 2), array(varchar), map(varchar, bigint), "quoted". */
function namedType(cursor: Cursor): TypeName {
  const { start } = cursor.token;
  if (!isName(cursor.token)) cursor.fail();
  const name = identifier(cursor).name.toLowerCase();
  const parameters = cursor.accept('(') ? typeParameters(cursor) : {};
  return make(cursor, start, { name, ...parameters });
}

function typeParameters(cursor: Cursor): Parts {
  const numbers: number[] = [];
  const types: TypeName[] = [];
  commaList(cursor, () => {
    cursor.expecting('<integer>');
    if (cursor.token.kind === 'integer') numbers.push(integer(cursor));
    else types.push(typeName(cursor));
  });
  cursor.expect(')');
  return { numbers, types };
}

/** The older array<T> and map<K, V>. */
function angledType(cursor: Cursor): TypeName {
  const { start, symbol } = cursor.token;
  cursor.expect(symbol, '<');
  const types = [typeName(cursor)];
  if (symbol === 'MAP') {
    cursor.expect(',');
    types.push(typeName(cursor));
  }
  cursor.expect('>');
  return make(cursor, start, { name: symbol.toLowerCase(), types });
}

function timeType(cursor: Cursor): TypeName {
  const { start, symbol } = cursor.take();
  const numbers: number[] = [];
  if (cursor.accept('(')) {
    numbers.push(integer(cursor));
    cursor.expect(')');
  }
  const zone = cursor.accept('WITH');
  if (zone || (cursor.sees('WITHOUT', 'TIME') && cursor.accept('WITHOUT'))) {
    cursor.expect('TIME', 'ZONE');
  }
  const name = symbol.toLowerCase() + (zone ? ' with time zone' : '');
  return make(cursor, start, { name, numbers });
}

export const INTERVAL_FIELDS: ReadonlySet<string> = new Set([
  ...['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'],
]);

/** INTERVAL DAY TO SECOND and INTERVAL YEAR TO MONTH; without TO, the kind that the field is of. */
function intervalType(cursor: Cursor): TypeName {
  const { start } = cursor.take();
  const from = cursor.expectOne(...INTERVAL_FIELDS);
  if (cursor.accept('TO')) cursor.expectOne(...INTERVAL_FIELDS);
  const kind = from === 'YEAR' || from === 'MONTH' ? 'year to month' : 'day to second';
  return make(cursor, start, { name: `interval ${kind}` });
}

function rowType(cursor: Cursor): TypeName {
  const { start } = cursor.token;
  cursor.expect('ROW', '(');
  const fields: (Identifier | undefined)[] = [];
  const types = commaList(cursor, () => {
    fields.push(namesField(cursor) ? identifier(cursor) : undefined);
    return typeName(cursor);
  });
  cursor.expect(')');
  return make(cursor, start, { name: 'row', types, fields });
}

const TYPE_GOES_ON: ReadonlySet<string> = new Set([...[',', ')', '(', 'WITH', 'WITHOUT', '<']]);

/** Whether a field begins with its name: `a varchar`, not `varchar`, `varchar(3)`, `double precision`. */
function namesField(cursor: Cursor): boolean {
  const next = cursor.peek(1);
  if (!isName(cursor.token) || TYPE_GOES_ON.has(next.symbol)) return false;
  return !continuesType(cursor.token, next, cursor.peek(2));
}

function continuesType(word: Token, next: Token, after: Token): boolean {
  if (word.symbol === 'DOUBLE' && next.symbol === 'PRECISION') return true;
  if (word.symbol === 'INTERVAL' && INTERVAL_FIELDS.has(next.symbol)) return true;
  return next.symbol === 'ARRAY' && [')', ',', '['].includes(after.symbol);
}

/** A whole number of a type or a precision. */
export function integer(cursor: Cursor): number {
  cursor.expecting('<integer>');
  const { token } = cursor;
  if (token.kind !== 'integer') cursor.fail();
  cursor.take();
  return Number(cursor.text.slice(token.start, token.end).replaceAll('_', ''));
}
