import { type Found, skipEscape } from './regex-escape.ts';

const POSIX =
  /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

/** Passes over `[..]`. */
export function skipClass(pattern: string, start: number): Found {
  let at = start + 1;
  if (pattern.charAt(at) === '^') at++;
  for (let isFirst = true; at < pattern.length; isFirst = false) {
    if (pattern.charAt(at) === ']' && !isFirst) return { end: at + 1 };
    const member = memberOf(pattern, at);
    if (typeof member === 'string') return member;
    at = member.end;
  }
  return 'a bracket is not closed';
}

/** One character, one class or one range. */
function memberOf(pattern: string, at: number): Found {
  if (pattern.startsWith('[:', at)) {
    const posix = POSIX.exec(pattern.slice(at, at + 16));
    if (posix) return { end: at + posix[0].length };
    if (pattern.includes(':]', at + 2)) return 'RE2 knows no such class';
  }
  const from = charOf(pattern, at);
  if (typeof from === 'string') return from;
  const isRange =
    pattern.charAt(from.end) === '-' && !/^-?\]?$|^-\]/.test(pattern.slice(from.end, from.end + 2));
  if (!isRange || from.code === undefined) return from;
  const to = charOf(pattern, from.end + 1);
  if (typeof to === 'string') return to;
  if (to.code === undefined || to.code < from.code) return 'a range ends before it begins';
  return to;
}

type Char = { readonly end: number; readonly code: number | undefined };

/** `code` is undefined of a whole class, `\d`. */
function charOf(pattern: string, at: number): Char | string {
  if (pattern.charAt(at) !== '\\') {
    const code = pattern.codePointAt(at) ?? 0;
    return { end: at + (code > 0xff_ff ? 2 : 1), code };
  }
  const skipped = skipEscape(pattern, at, true);
  if (typeof skipped === 'string') return skipped;
  return { end: skipped.end, code: codeOf(pattern.slice(at + 1, skipped.end)) };
}

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

function codeOf(escaped: string): number | undefined {
  if (/^[dDsSwWpP]/.test(escaped)) return undefined;
  if (/^x/.test(escaped)) return Number.parseInt(escaped.replace(/[x{}]/g, ''), 16);
  if (/^\d/.test(escaped)) return Number.parseInt(escaped, 8);
  return CONTROLS[escaped] ?? escaped.codePointAt(0);
}
