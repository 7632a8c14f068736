/** Where something ends, or why RE2 does not take it. */
export type Found = { readonly end: number } | string;

/** Letters that RE2 takes after a backslash, beside those with something behind them. */
const LETTERS = 'dDsSwWbBAzaftnrvC';
const CLASS_LETTERS = 'dDsSwWaftnrv';

const CATEGORY = /^(?:Any|C[cfos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;

/** Passes over an escape; `isClass`: within brackets, where anchors have no meaning. */
export function skipEscape(pattern: string, at: number, isClass = false): Found {
  if (at + 1 >= pattern.length) return 'it ends with a backslash';
  const char = String.fromCodePoint(pattern.codePointAt(at + 1) ?? 0);
  switch (char) {
    case 'x':
      return hexOf(pattern, at);
    case 'p':
    case 'P':
      return propertyOf(pattern, at);
    case 'Q':
      return isClass ? unknown(char) : { end: endOfQuote(pattern, at + 2) };
    case 'k':
      return 'a back-reference is not part of RE2';
    default:
      return /\d/.test(char) ? octalOf(pattern, at) : letterOf(char, at, isClass);
  }
}

function letterOf(char: string, at: number, isClass: boolean): Found {
  const isKnown = (isClass ? CLASS_LETTERS : LETTERS).includes(char);
  return isKnown || PUNCTUATION.test(char) ? { end: at + 2 } : unknown(char);
}

/** ASCII without letters and digits: they are themselves. */
const PUNCTUATION = /^[ -/:-@[-`{-~]$/;

function unknown(char: string): string {
  return `RE2 does not know \\${char}`;
}

/** `\1` refers back; `\0`, `\12` and `\123` are octal. */
function octalOf(pattern: string, at: number): Found {
  const digits = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(pattern.slice(at + 1, at + 4));
  return digits ? { end: at + 1 + digits[0].length } : 'a back-reference is not part of RE2';
}

function hexOf(pattern: string, at: number): Found {
  const digits = /^\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,8})\})/.exec(pattern.slice(at, at + 16));
  const value = Number.parseInt(digits?.[1] ?? digits?.[2] ?? '', 16);
  if (!digits || value > 0x10_ff_ff) return '\\x is no character';
  return { end: at + digits[0].length };
}

function propertyOf(pattern: string, at: number): Found {
  const [whole = '', short, long] =
    /^\\[pP](?:([A-Z])|\{\^?(\w+)\})/.exec(pattern.slice(at, at + 64)) ?? [];
  const name = short ?? long ?? '';
  if (CATEGORY.test(name) || isScript(name)) return { end: at + whole.length };
  return `RE2 knows no characters named ${name || 'so'}`;
}

/** RE2 knows scripts by their long names only; aliases have four letters, as these names have. */
const SHORT_SCRIPTS = ['Ahom', 'Cham', 'Lisu', 'Miao', 'Modi', 'Newa', 'Thai'];

function isScript(name: string): boolean {
  if (!/^[A-Z][a-z]/.test(name) || (name.length === 4 && !SHORT_SCRIPTS.includes(name)))
    return false;
  try {
    return new RegExp(`\\p{Script=${name}}`, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function endOfQuote(pattern: string, at: number): number {
  const end = pattern.indexOf('\\E', at);
  return end < 0 ? pattern.length : end + 2;
}
