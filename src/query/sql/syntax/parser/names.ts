import type { Identifier, QualifiedName, StringLiteral } from '../ast.ts';
import { isReserved } from '../keywords.ts';
import { decodeUnicode, escapeCharacter, LiteralFault, unquote } from '../literals.ts';
import type { Token } from '../tokens.ts';
import type { Cursor } from './cursor.ts';

/** Whether a token may be a name: of words, those that are not reserved. */
export function isName(token: Token): boolean {
  switch (token.kind) {
    case 'word':
      return !isReserved(token.symbol);
    case 'quoted-name':
    case 'backquoted-name':
    case 'digit-name':
      return true;
    default:
      return false;
  }
}

export function identifier(cursor: Cursor): Identifier {
  cursor.expecting('<identifier>');
  const { token } = cursor;
  if (!isName(token)) cursor.fail();
  refuseSpelling(cursor, token);
  cursor.take();
  const { start, end } = token;
  const text = cursor.text.slice(start, end);
  const quoted = token.kind === 'quoted-name';
  return { is: 'identifier', name: quoted ? unquote(text) : text, quoted, span: { start, end } };
}

function refuseSpelling(cursor: Cursor, token: Token): void {
  if (token.kind === 'backquoted-name') {
    const name = cursor.text.slice(token.start + 1, token.end - 1).replaceAll('``', '`');
    cursor.refuse(
      token,
      'backquoted identifiers are not supported; use double quotes to quote identifiers',
      `Athena wants double quotes in queries: "${name}".`,
    );
  }
  if (token.kind === 'digit-name') {
    cursor.refuse(
      token,
      'identifiers must not start with a digit; surround the identifier with double quotes',
      `Write "${cursor.text.slice(token.start, token.end)}".`,
    );
  }
}

export function qualifiedName(cursor: Cursor): QualifiedName {
  const { start } = cursor.token;
  const parts = [identifier(cursor)];
  while (cursor.accept('.')) parts.push(identifier(cursor));
  return { parts, span: cursor.spanFrom(start) };
}

/** `(a, b)`. */
export function identifierList(cursor: Cursor): readonly Identifier[] {
  cursor.expect('(');
  const names = commaList(cursor, identifier);
  cursor.expect(')');
  return names;
}

/** One or more, with commas between. */
export function commaList<T>(cursor: Cursor, item: (cursor: Cursor) => T): readonly T[] {
  const items = [item(cursor)];
  while (cursor.accept(',')) items.push(item(cursor));
  return items;
}

export function isString(token: Token): boolean {
  return token.kind === 'string' || token.kind === 'unicode-string';
}

export function stringLiteral(cursor: Cursor): StringLiteral {
  cursor.expecting('<string>');
  const { token } = cursor;
  if (!isString(token)) cursor.fail();
  cursor.take();
  const inner = unquote(cursor.text.slice(token.start, token.end));
  const value = token.kind === 'string' ? inner : unicodeValue(cursor, token, inner);
  return { is: 'string', value, span: cursor.spanFrom(token.start) };
}

function unicodeValue(cursor: Cursor, token: Token, inner: string): string {
  const given = cursor.accept('UESCAPE') ? stringLiteral(cursor).value : '\\';
  return soundOrLater(cursor, token, () => decodeUnicode(inner, escapeCharacter(given)));
}

/** The text of a literal; a fault in it is kept for later. */
export function soundOrLater(cursor: Cursor, token: Token, read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LiteralFault)) throw error;
    cursor.refuseLater(token, error.message);
    return '';
  }
}
