import {
  type DecimalDigits,
  exponentOf,
  fixedText,
  parseDecimal,
  scientificText,
} from './decimal-text.ts';
import { type Directive, wrongFormat } from './directive.ts';

export interface NumberValue {
  readonly is: 'long' | 'double' | 'decimal';
  /** As Java's toString writes it. */
  readonly text: string;
}

/** A number by `%d %o %x %e %f %g`, as Java's Formatter has it. */
export function numberText(directive: Directive, value: NumberValue, format: string): string {
  check(directive, format);
  if (value.text === 'NaN' || value.text.endsWith('Infinity'))
    return notFinite(directive, value.text);
  if (directive.conversion === 'o' || directive.conversion === 'x')
    return bits(directive, value.text);
  const number = parseDecimal(value.text);
  const text = grouped(directive, magnitude(directive, number, format));
  const { before, behind } = signs(directive.flags, value.text.startsWith('-'));
  return filled(directive, before, text, behind);
}

function magnitude(directive: Directive, number: DecimalDigits, format: string): string {
  const { conversion, precision = 6, flags } = directive;
  switch (conversion) {
    case 'd':
      if (directive.precision !== undefined) throw wrongFormat(format, 'IllegalFormatPrecision');
      return number.digits.toString();
    case 'e':
      return withPoint(scientificText(number, precision), flags);
    case 'g':
      return general(number, precision === 0 ? 1 : precision);
    default:
      return withPoint(fixedText(number, precision), flags);
  }
}

/** `#`: a point even where nothing follows. */
function withPoint(text: string, flags: string): string {
  return flags.includes('#') && !text.includes('.') ? text.replace(/^[0-9]+/, '$&.') : text;
}

/** Scientific below 0.0001 and from ten to the precision on, after rounding to it. */
function general(number: DecimalDigits, precision: number): string {
  if (number.digits === 0n) return fixedText(number, precision - 1);
  const scientific = scientificText(number, precision - 1);
  const power = Math.max(exponentOf(number), Number(scientific.split('e')[1]));
  if (power < -4 || power >= precision) return scientific;
  return fixedText(number, precision - power - 1);
}

function check({ flags, conversion, width }: Directive, format: string): void {
  const both = (left: string, right: string): boolean =>
    flags.includes(left) && flags.includes(right);
  if (both('+', ' ') || both('-', '0')) throw wrongFormat(format, `IllegalFormatFlags: ${flags}`);
  if (/[-0]/.test(flags) && width === undefined) throw wrongFormat(format, 'MissingFormatWidth');
  const wrong = { d: /#/, e: /,/, g: /#/, o: /[+ ,(]/, x: /[+ ,(]/ }[conversion];
  if (wrong?.test(flags)) throw wrongFormat(format, 'FormatFlagsConversionMismatch');
}

/** Two's complement of 64 bits. */
function bits(directive: Directive, text: string): string {
  const isHex = directive.conversion === 'x';
  const digits = BigInt.asUintN(64, BigInt(text)).toString(isHex ? 16 : 8);
  const prefix = directive.flags.includes('#') ? (isHex ? '0x' : '0') : '';
  return filled(directive, prefix, digits, '');
}

function grouped({ flags }: Directive, text: string): string {
  if (!flags.includes(',')) return text;
  return text.replace(/^[0-9]+/, (whole) => whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ','));
}

function signs(
  flags: string,
  negative: boolean,
): { readonly before: string; readonly behind: string } {
  if (negative)
    return flags.includes('(') ? { before: '(', behind: ')' } : { before: '-', behind: '' };
  const before = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return { before, behind: '' };
}

function filled(
  { flags, width = 0 }: Directive,
  before: string,
  text: string,
  behind: string,
): string {
  const zeros = flags.includes('0') ? width - before.length - behind.length : 0;
  const all = `${before}${text.padStart(zeros, '0')}${behind}`;
  return flags.includes('-') ? all.padEnd(width) : all.padStart(width);
}

/** Zeros do not fill up what is no number. */
function notFinite(directive: Directive, text: string): string {
  const negative = text.startsWith('-');
  const { before, behind } =
    text === 'NaN' ? { before: '', behind: '' } : signs(directive.flags, negative);
  const flags = directive.flags.replace('0', '');
  return filled({ ...directive, flags }, before, text.replace('-', ''), behind);
}
