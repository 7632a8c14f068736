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
