import type { Span } from './syntax/index.ts';
import type { Fragment } from './typed.ts';

/** SQL as text, and where its pieces come from. */
export interface PrintedSql {
  readonly text: string;
  /** What of the query's text stands behind a byte of the printed one (UTF-8, from 0); undefined: nothing of it. */
  place(byte: number): Span | undefined;
}

interface Segment {
  /** Half-open, UTF-16. */
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

/**
 * Puts a fragment's pieces together.
 * @param replaced texts that stand in for fragments
 */
export function printSql(
  fragment: Fragment,
  replaced: ReadonlyMap<Fragment, string> = new Map(),
): PrintedSql {
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  const write = (text: string) => {
    pieces.push(text);
    length += text.length;
  };
  const print = (part: Fragment): void => {
    const start = length;
    const text = replaced.get(part);
    if (text !== undefined) write(text);
    else for (const one of part.parts) typeof one === 'string' ? write(one) : print(one);
    if (part.span) segments.push({ start, end: length, span: part.span });
  };
  print(fragment);
  const text = pieces.join('');
  return { text, place: (byte) => innermost(segments, utf16At(text, byte)) };
}

/** Inner fragments are printed out before those around them. */
function innermost(segments: readonly Segment[], at: number): Span | undefined {
  return segments.find(({ start, end }) => start <= at && at < end)?.span;
}

function utf16At(text: string, byte: number): number {
  return Buffer.from(text).subarray(0, byte).toString().length;
}
