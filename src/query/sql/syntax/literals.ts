/** What stands between the quotes, doubled ones taken as one. */
export function unquote(text: string): string {
  const quote = text.at(-1) ?? '';
  const inner = text.slice(text.indexOf(quote) + 1, -1);
  return inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner;
}

/** A text as a literal. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A fault in a literal whose tokens are sound: Athena finds it once the whole text is read. */
export class LiteralFault extends Error {}

const HEX4 = /^[0-9a-fA-F]{4}$/;
const HEX6 = /^[0-9a-fA-F]{6}$/;

/** The text of U&'...': `\0041`, `\+01F600`, `\\`. Throws a LiteralFault. */
export function decodeUnicode(inner: string, mark: string): string {
  let result = '';
  let at = 0;
  while (at < inner.length) {
    const char = String.fromCodePoint(inner.codePointAt(at) ?? 0);
    if (char === mark) {
      const { text, end } = escapedAt(inner, at + mark.length, mark);
      result += text;
      at = end;
    } else {
      result += char;
      at += char.length;
    }
  }
  return result;
}

function escapedAt(inner: string, at: number, mark: string): { text: string; end: number } {
  if (inner.startsWith(mark, at)) return { text: mark, end: at + mark.length };
  const long = inner[at] === '+';
  const start = long ? at + 1 : at;
  const end = start + (long ? 6 : 4);
  const digits = inner.slice(start, end);
  if (!(long ? HEX6 : HEX4).test(digits)) {
    throw new LiteralFault(`Incomplete escape sequence: ${inner.slice(at - 1, end)}`);
  }
  return { text: characterOf(digits), end };
}

function characterOf(digits: string): string {
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) throw new LiteralFault(`Invalid escaped character: ${digits}`);
  if (code >= 0xd800 && code <= 0xdfff) {
    throw new LiteralFault(
      `Invalid escaped character: ${digits}. Escaped character is a surrogate. Use '\\+123456' instead.`,
    );
  }
  return String.fromCodePoint(code);
}

const ESCAPE_TAKEN = /[0-9a-fA-F+'"\s]/;

/** The character after UESCAPE. Throws a LiteralFault. */
export function escapeCharacter(text: string): string {
  if ([...text].length !== 1) {
    throw new LiteralFault('Invalid Unicode escape: must be a single character');
  }
  if (ESCAPE_TAKEN.test(text)) throw new LiteralFault(`Invalid Unicode escape character: ${text}`);
  return text;
}

/** The digits of X'..' without white space. Throws a LiteralFault. */
export function binaryDigits(inner: string): string {
  const digits = inner.replace(/[ \r\n\t]/g, '');
  if (digits.length % 2 !== 0) {
    throw new LiteralFault('Binary literal must contain an even number of digits');
  }
  if (/[^0-9a-fA-F]/.test(digits)) {
    throw new LiteralFault('Binary literal can only contain hexadecimal digits');
  }
  return digits;
}
