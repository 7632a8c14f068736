import { ScriptError } from '../script-error.ts';
import { invalidArgument } from '../text/failure.ts';
import type { Anchor, ClassItem, PatternNode } from './pattern.ts';
import { escapedClass, property } from './properties.ts';
import type { Reader } from './reader.ts';

const ANCHORS: Readonly<Record<string, Anchor['at']>> = {
  A: 'start',
  Z: 'end-or-last-newline',
  z: 'end',
  b: 'word-edge',
  B: 'no-word-edge',
};

const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\u0007',
  e: '\u001b',
};

/** What follows a backslash outside of a class. */
export function parseEscape(reader: Reader): PatternNode | undefined {
  if (reader.done) throw invalidArgument('end pattern at escape');
  const at = ANCHORS[reader.peek()];
  if (at) {
    reader.next();
    return { is: 'anchor', at };
  }
  if (reader.take('Q')) return quotedText(reader);
  if (reader.sees('k<') || reader.sees("k'") || reader.sees('g<') || reader.sees('G')) {
    throw notTranslated(`\\${reader.peek()}`);
  }
  if (/^[1-9]$/.test(reader.peek())) return backReference(reader);
  const { ignoreCase } = reader.options;
  const item = classEscape(reader);
  if (item.is === 'range') return { is: 'letter', letter: item.from, ignoreCase };
  return { is: 'class', negated: false, operands: [[item]], ignoreCase };
}

/** What follows a backslash within a class, and most of it outside too. */
export function classEscape(reader: Reader, inClass = false): ClassItem {
  if (reader.done) throw invalidArgument('end pattern at escape');
  const letter = reader.next();
  const named = escapedClass(letter);
  if (named) return named;
  if ((letter === 'p' || letter === 'P') && reader.take('{')) return propertyOf(reader, letter);
  return one(escapedLetter(reader, letter, inClass));
}

function one(letter: string): ClassItem {
  return { is: 'range', from: letter, to: letter };
}

function propertyOf(reader: Reader, letter: string): ClassItem {
  const name = reader.until('}');
  const set = property(name, letter === 'P');
  if (!set) throw invalidArgument(`invalid character property name {${name}}`);
  return set;
}

function escapedLetter(reader: Reader, letter: string, inClass: boolean): string {
  if (inClass && letter === 'b') return '\b';
  if (letter === 'x') return byNumber(hexadecimal(reader));
  if (letter === 'u') return byCodePoint(Number.parseInt(reader.run(HEX, 4) || '0', 16));
  if (letter === 'c') return String.fromCodePoint((reader.next().codePointAt(0) ?? 0) & 0x1f);
  if (letter === '0' || (inClass && /^[1-7]$/.test(letter))) {
    const digits = (letter === '0' ? '' : letter) + reader.run(/^[0-7]$/, 2);
    return byNumber({ code: Number.parseInt(digits || '0', 8), raw: true });
  }
  return CONTROLS[letter] ?? letter;
}

const HEX = /^[0-9A-Fa-f]$/;

function hexadecimal(reader: Reader): { readonly code: number; readonly raw: boolean } {
  const start = reader.place;
  if (reader.take('{')) {
    const digits = reader.run(HEX, 8);
    if (digits && reader.take('}')) return { code: Number.parseInt(digits, 16), raw: false };
    reader.back(start);
  }
  return { code: Number.parseInt(reader.run(HEX, 2) || '0', 16), raw: true };
}

/** `\x80` and above are bytes of UTF-8 to Joni, not characters. */
function byNumber({ code, raw }: { readonly code: number; readonly raw: boolean }): string {
  if (raw && code > 0x7f) throw notTranslated('bytes beyond \\x7F');
  return byCodePoint(code);
}

function byCodePoint(code: number): string {
  if (code > 0x10ffff) throw invalidArgument('invalid code point value');
  return String.fromCodePoint(code);
}

function quotedText(reader: Reader): PatternNode {
  const items: PatternNode[] = [];
  const { ignoreCase } = reader.options;
  while (!reader.done && !reader.take('\\E')) {
    items.push({ is: 'letter', letter: reader.next(), ignoreCase });
  }
  const last = items.pop();
  return { is: 'sequence', items: last ? [...items, last] : items };
}

/** `\1` to `\9` are references; more digits only as far as there are such groups. */
function backReference(reader: Reader): PatternNode {
  const start = reader.place;
  const digits = reader.run(/^[0-9]$/, 4);
  const number = Number(digits);
  if (number > 9 && number > reader.groups) {
    reader.back(start);
    throw notTranslated(`\\${digits}`);
  }
  return { is: 'back-reference', group: number, ignoreCase: reader.options.ignoreCase };
}

export function notTranslated(what: string): ScriptError {
  return new ScriptError('NOT_SUPPORTED', `${what} in a regular expression is not supported`);
}
