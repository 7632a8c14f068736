import { invalidArgument } from '../text/failure.ts';
import { classEscape } from './parse-escape.ts';
import type { CharacterClass, ClassItem } from './pattern.ts';
import { posixClass } from './properties.ts';
import type { Reader } from './reader.ts';

/** After `[`: up to the bracket that closes, classes within it and `&&` too. */
export function parseClass(reader: Reader): CharacterClass {
  const negated = reader.take('^');
  const operands: ClassItem[][] = [[]];
  const first = reader.place;
  for (;;) {
    if (reader.done) throw invalidArgument('premature end of char-class');
    if (reader.sees(']')) {
      if (reader.place !== first) break;
      if (!closesLater(reader)) throw invalidArgument('empty char-class');
    }
    if (reader.take('&&')) operands.push([]);
    else operands.at(-1)?.push(parseItem(reader));
  }
  reader.next();
  return { is: 'class', negated, operands, ignoreCase: reader.options.ignoreCase };
}

/** A bracket that comes first is a character where another one closes the class. */
function closesLater(reader: Reader): boolean {
  const start = reader.place;
  reader.next();
  while (!reader.done && reader.peek() !== ']') {
    if (reader.next() === '\\') reader.next();
  }
  const found = !reader.done;
  reader.back(start);
  return found;
}

function parseItem(reader: Reader): ClassItem {
  const posix = posixItem(reader);
  if (posix) return posix;
  if (reader.take('[')) return parseClass(reader);
  const low = single(reader);
  if (low.is !== 'range' || !startsRange(reader)) return low;
  reader.next();
  const start = reader.place;
  const high = single(reader);
  if (high.is !== 'range') {
    // A class cannot end a range: the hyphen is a character.
    reader.back(start - 1);
    return low;
  }
  if ((low.from.codePointAt(0) ?? 0) > (high.from.codePointAt(0) ?? 0)) {
    throw invalidArgument('empty range in char class');
  }
  return { is: 'range', from: low.from, to: high.from };
}

function startsRange(reader: Reader): boolean {
  return reader.sees('-') && !reader.sees('-]') && !reader.sees('-[') && !reader.sees('-&&');
}

function single(reader: Reader): ClassItem {
  if (reader.done) throw invalidArgument('premature end of char-class');
  if (reader.take('\\')) return classEscape(reader, true);
  const letter = reader.next();
  return { is: 'range', from: letter, to: letter };
}

function posixItem(reader: Reader): ClassItem | undefined {
  const start = reader.place;
  if (!reader.take('[:')) return undefined;
  const negated = reader.take('^');
  const name = reader.run(/^[a-z]$/, 20);
  const item = reader.take(':]') ? posixClass(name, negated) : undefined;
  if (!item) reader.back(start);
  return item;
}
