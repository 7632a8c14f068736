import { ScriptError } from '../script-error.ts';
import { type Directive, parseFormat, wrongFormat } from './directive.ts';
import { type NumberValue, numberText } from './number-text.ts';

/** An argument as the Java object that Trino makes of it. */
export type FormatValue =
  | { readonly is: 'text' | 'boolean'; readonly text: string }
  /** A value that only has a text: dates and times, UUIDs. */
  | { readonly is: 'other'; readonly text: string }
  | NumberValue
  | null;

const JAVA_NAMES = {
  text: 'java.lang.String',
  boolean: 'java.lang.Boolean',
  other: 'java.lang.Object',
  long: 'java.lang.Long',
  double: 'java.lang.Double',
  decimal: 'java.math.BigDecimal',
} as const;

/**
 * `String.format` with the root locale's rules.
 * @throws ScriptError INVALID_FUNCTION_ARGUMENT as Java's IllegalFormatException; NOT_SUPPORTED for `%t`, `%a` and
 *   `%h` of numbers that are no integers
 */
export function javaFormat(format: string, values: readonly FormatValue[]): string {
  let ordinary = 0;
  let last = -1;
  return parseFormat(format)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece.conversion === 'n') return lineBreak(format, piece);
      if (piece.conversion === '%') return padded(piece, '%', format);
      if (piece.index !== 0) last = piece.index === undefined ? ordinary++ : piece.index - 1;
      const value = values[last];
      if (value === undefined) throw wrongFormat(format, `MissingFormatArgument: ${piece.text}`);
      return cased(piece, written(piece, value, format));
    })
    .join('');
}

function lineBreak(format: string, { width, precision, flags }: Directive): string {
  if (width === undefined && precision === undefined && flags === '') return '\n';
  throw wrongFormat(format, 'IllegalFormatFlags');
}

function cased({ upper }: Directive, text: string): string {
  return upper ? text.toUpperCase() : text;
}

function written(directive: Directive, value: FormatValue, format: string): string {
  switch (directive.conversion) {
    case 's':
      return general(directive, value === null ? 'null' : value.text, format);
    case 'b':
      return general(
        directive,
        value?.is === 'boolean' ? value.text : String(value !== null),
        format,
      );
    case 'h':
      return general(directive, value === null ? 'null' : hashOf(value), format);
    case 't':
    case 'a':
      throw unsupported(directive);
    default:
      return numeric(directive, value, format);
  }
}

function numeric(directive: Directive, value: FormatValue, format: string): string {
  if (value === null) return padded(directive, cut('null', directive), format);
  const { conversion } = directive;
  const isNumber = value.is === 'long' || value.is === 'double' || value.is === 'decimal';
  const takes = 'dox'.includes(conversion) ? ['long'] : ['double', 'decimal'];
  if (conversion === 'c' || !isNumber || !takes.includes(value.is)) {
    throw wrongFormat(format, `IllegalFormatConversion: ${conversion} != ${JAVA_NAMES[value.is]}`);
  }
  return numberText(directive, value, format);
}

function general(directive: Directive, text: string, format: string): string {
  if (/[+ 0,(#]/.test(directive.flags)) throw wrongFormat(format, 'FormatFlagsConversionMismatch');
  return padded(directive, cut(text, directive), format);
}

function cut(text: string, { precision }: Directive): string {
  return precision === undefined ? text : text.slice(0, precision);
}

export function padded({ flags, width }: Directive, text: string, format: string): string {
  if (width === undefined) {
    if (flags.includes('-')) throw wrongFormat(format, 'MissingFormatWidth');
    return text;
  }
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width);
}

function unsupported({ text }: Directive): ScriptError {
  return new ScriptError('NOT_SUPPORTED', `${text} in a format is not supported`);
}

/** Java's hash code in hexadecimal. */
function hashOf(value: NonNullable<FormatValue>): string {
  if (value.is === 'boolean') return value.text === 'true' ? '4cf' : '4d5';
  if (value.is === 'long') {
    const bits = BigInt.asUintN(64, BigInt(value.text));
    return Number((bits ^ (bits >> 32n)) & 0xffffffffn).toString(16);
  }
  if (value.is !== 'text')
    throw new ScriptError('NOT_SUPPORTED', '%h in a format is not supported');
  let hash = 0;
  for (let at = 0; at < value.text.length; at++) {
    hash = (Math.imul(hash, 31) + value.text.charCodeAt(at)) | 0;
  }
  return (hash >>> 0).toString(16);
}
