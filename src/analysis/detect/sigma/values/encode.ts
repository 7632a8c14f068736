import { Fault } from '../yaml/fault.ts';

/** Encoded texts hold one character a byte, as `latin1` reads bytes. */
export type Utf16 = 'utf16le' | 'utf16be';

/** A text in UTF-16, one character a byte. */
export function toUtf16(text: string, order: Utf16): string {
  const bytes = Buffer.from(text, 'utf16le');
  return (order === 'utf16le' ? bytes : bytes.swap16()).toString('latin1');
}

/** FF FE, which `utf16` puts in front, one character a byte. */
export const BYTE_ORDER_MARK = '\u00ff\u00fe';

export function toBase64(bytes: Buffer): string {
  return bytes.toString('base64');
}

/** Characters at either end that neighbours have a part in, by how many bytes stand before and in all. */
const STARTS = [0, 2, 3] as const;
const ENDS = [undefined, -3, -2] as const;

/** What a text looks like in the middle of something longer that is base64: once for each place it may begin at. */
export function toBase64Offsets(bytes: Buffer, line: number): readonly string[] {
  const spellings = STARTS.map((start, before) => {
    const whole = Buffer.concat([Buffer.alloc(before, ' '), bytes]).toString('base64');
    return whole.slice(start, ENDS[whole === '' ? 0 : (bytes.length + before) % 3]);
  });
  if (!spellings.includes('')) return spellings;
  throw new Fault(
    'base64offset needs at least two characters: of one nothing certain is left.',
    line,
  );
}

const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'] as const;
/** A dash where a word begins: no letter before it, one behind it. */
const DASH = /(?<![\p{L}\p{N}_])[-/\u2013\u2014\u2015](?=[\p{L}\p{N}_])/gu;
const MOST_SPELLINGS = 10_000;

/** The text with each dash that begins an option spelled in every way. */
export function dashSpellings(text: string, line: number): readonly string[] {
  const pieces = text.split(DASH);
  if (DASHES.length ** (pieces.length - 1) > MOST_SPELLINGS) {
    throw new Fault('windash makes too many spellings of it.', line);
  }
  const [first = '', ...rest] = pieces;
  return rest.reduce<readonly string[]>(
    (heads, piece) => heads.flatMap((head) => DASHES.map((dash) => `${head}${dash}${piece}`)),
    [first],
  );
}
