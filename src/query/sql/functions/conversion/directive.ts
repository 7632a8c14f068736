import { invalidArgument } from '../text/failure.ts';

/** One `%..` of a format of Java's Formatter. */
export interface Directive {
  readonly text: string;
  /** Counted from 1; 0: the one of the directive before; absent: the next. */
  readonly index?: number;
  readonly flags: string;
  readonly width?: number;
  readonly precision?: number;
  /** In lower case. */
  readonly conversion: string;
  readonly upper: boolean;
}

const DIRECTIVE = /%(?:([0-9]+)\$)?([-#+ 0,(<]*)([1-9][0-9]*)?(?:\.([0-9]+))?([tT]?[a-zA-Z%])/y;
const CONVERSIONS = 'bhscdoxefgatn%';

/**
 * A format in pieces, https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Formatter.html
 * @throws ScriptError INVALID_FUNCTION_ARGUMENT for what Java does not know
 */
export function parseFormat(format: string): readonly (string | Directive)[] {
  const pieces: (string | Directive)[] = [];
  let at = 0;
  while (at < format.length) {
    const next = format.indexOf('%', at);
    if (next < 0) return [...pieces, format.slice(at)];
    if (next > at) pieces.push(format.slice(at, next));
    const directive = directiveAt(format, next);
    pieces.push(directive);
    at = next + directive.text.length;
  }
  return pieces;
}

function directiveAt(format: string, at: number): Directive {
  DIRECTIVE.lastIndex = at;
  const [text, index, flags = '', width, precision, letter = ''] = DIRECTIVE.exec(format) ?? [];
  if (text === undefined) throw wrongFormat(format, 'UnknownFormatConversion');
  const conversion = letter.charAt(0).toLowerCase();
  const upper = letter.charAt(0) !== conversion;
  const canBeUpper = 'bhscxegat'.includes(conversion);
  if (!CONVERSIONS.includes(conversion) || (upper && !canBeUpper)) {
    throw wrongFormat(format, `UnknownFormatConversion: Conversion = '${letter}'`);
  }
  if (new Set(flags).size < flags.length)
    throw wrongFormat(format, `DuplicateFormatFlags: ${flags}`);
  return {
    text,
    flags: flags.replace('<', ''),
    conversion,
    upper,
    ...(flags.includes('<') ? { index: 0 } : index === undefined ? {} : { index: Number(index) }),
    ...(width === undefined ? {} : { width: Number(width) }),
    ...(precision === undefined ? {} : { precision: Number(precision) }),
  };
}

export function wrongFormat(format: string, why: string): Error {
  return invalidArgument(`Invalid format string: ${format} (${why})`);
}
