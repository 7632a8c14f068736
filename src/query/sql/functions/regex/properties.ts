import type { ClassItem } from './pattern.ts';

type Named = Extract<ClassItem, { readonly is: 'set' }>;

/** Joni's `\d \w \s`: ASCII alone. */
export const ESCAPES: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: '\\t-\\r ',
};

/** A word's characters where Joni asks Unicode: `\b`, `[[:word:]]`. In JavaScript's `v` syntax, without brackets. */
export const WORD = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}';

const POSIX: Readonly<Record<string, string>> = {
  alnum: '\\p{Alphabetic}\\p{Nd}',
  alpha: '\\p{Alphabetic}',
  ascii: '\\x00-\\x7f',
  blank: '\\t\\p{Zs}',
  cntrl: '\\p{Cc}',
  digit: '\\p{Nd}',
  graph: '[^\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]',
  lower: '\\p{Lowercase}',
  print: '[[^\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]\\p{Zs}]',
  punct: '\\p{P}',
  space: '\\p{White_Space}',
  upper: '\\p{Uppercase}',
  word: WORD,
  xdigit: '0-9A-Fa-f',
};

/** Those whose ASCII part is all that matters where the text is ASCII, as RE2 writes them. */
const RE2: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** `[:alpha:]`; undefined: there is no such class. */
export function posixClass(name: string, negated: boolean): Named | undefined {
  const set = POSIX[name];
  if (set === undefined) return undefined;
  const re2 = RE2[name];
  return { is: 'set', set, negated, ...(re2 ? { re2 } : {}) };
}

export function escapedClass(letter: string): Named | undefined {
  const set = ESCAPES[letter.toLowerCase()];
  if (set === undefined) return undefined;
  return { is: 'set', set, re2: set, negated: letter !== letter.toLowerCase() };
}

/** `\p{name}`: Unicode's categories and scripts, and the POSIX classes; case, spaces, `-` and `_` do not count. */
export function property(name: string, negated: boolean): Named | undefined {
  const plain = name.replace(/[\s_-]/g, '').toLowerCase();
  const posix = posixClass(plain, negated);
  if (posix) return posix;
  if (plain === 'any') return { is: 'set', set: '\\p{Any}', negated };
  const category = plain.charAt(0).toUpperCase() + plain.slice(1);
  const script = name
    .trim()
    .replace(/\S+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
  const candidates = [category, LONG_CATEGORIES[plain], `Script=${script.replace(/[\s-]/g, '_')}`];
  const known = candidates.find((one) => one !== undefined && isProperty(one));
  return known === undefined ? undefined : { is: 'set', set: `\\p{${known}}`, negated };
}

const LONG_CATEGORIES: Readonly<Record<string, string>> = {
  letter: 'L',
  uppercaseletter: 'Lu',
  lowercaseletter: 'Ll',
  number: 'N',
  mark: 'M',
  punctuation: 'P',
  symbol: 'S',
  separator: 'Z',
  other: 'C',
};

function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'v') !== undefined;
  } catch {
    return false;
  }
}
