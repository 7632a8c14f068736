import { invalidArgument } from '../text/failure.ts';
import { parseClass } from './parse-class.ts';
import { parseEscape } from './parse-escape.ts';
import type { Pattern, PatternNode, Repeat } from './pattern.ts';
import { widthOf } from './pattern.ts';
import { Reader } from './reader.ts';

/**
 * Reads a pattern in Joni's Java syntax.
 * @throws ScriptError INVALID_FUNCTION_ARGUMENT in Joni's words, NOT_SUPPORTED for what we do not translate
 */
export function parsePattern(text: string): Pattern {
  const reader = new Reader(text);
  const root = parseChoice(reader);
  if (!reader.done) throw invalidArgument('unmatched close parenthesis');
  return { root, groups: reader.groups, names: reader.names };
}

/** Up to the end or the parenthesis that closes. Options set inside hold to there. */
function parseChoice(reader: Reader): PatternNode {
  const before = reader.options;
  const options = [parseSequence(reader)];
  while (reader.take('|')) options.push(parseSequence(reader));
  reader.options = before;
  const [only] = options;
  return options.length === 1 && only ? only : { is: 'choice', options };
}

function parseSequence(reader: Reader): PatternNode {
  const items: PatternNode[] = [];
  while (!reader.done && !reader.sees('|') && !reader.sees(')')) {
    if (skipped(reader)) continue;
    const item = parseItem(reader);
    if (item) items.push(parseRepeats(reader, item));
  }
  return { is: 'sequence', items };
}

/** Comments, and white space where it does not count. */
function skipped(reader: Reader): boolean {
  if (reader.take('(?#')) {
    skipComment(reader);
    return true;
  }
  if (!reader.options.extended) return false;
  if (reader.take('#')) {
    while (!reader.done && reader.next() !== '\n');
    return true;
  }
  if (!/[ \t\n\r\f]/.test(reader.peek())) return false;
  reader.next();
  return true;
}

function skipComment(reader: Reader): void {
  while (!reader.done && !reader.sees(')')) {
    if (reader.next() === '\\' && !reader.done) reader.next();
  }
  if (!reader.take(')')) throw invalidArgument('end pattern in group');
}

function parseItem(reader: Reader): PatternNode | undefined {
  const letter = reader.next();
  switch (letter) {
    case '(':
      return parseGroup(reader);
    case '[':
      return parseClass(reader);
    case '\\':
      return parseEscape(reader);
    case '.':
      return { is: 'any', newlines: reader.options.dotAll };
    case '^':
      return { is: 'anchor', at: reader.options.multiline ? 'line-start' : 'start' };
    case '$':
      return { is: 'anchor', at: reader.options.multiline ? 'line-end' : 'end-or-last-newline' };
    case '*':
    case '+':
    case '?':
      throw invalidArgument('target of repeat operator is not specified');
    default:
      return { is: 'letter', letter, ignoreCase: reader.options.ignoreCase };
  }
}

function parseRepeats(reader: Reader, item: PatternNode): PatternNode {
  let node = item;
  for (;;) {
    while (reader.options.extended && !reader.done && skipped(reader));
    const repeat = parseQuantifier(reader, node);
    if (!repeat) return node;
    node = repeat;
  }
}

function parseQuantifier(reader: Reader, body: PatternNode): Repeat | undefined {
  const range = reader.quantifier();
  if (!range) return undefined;
  const mode = reader.take('?') ? 'lazy' : reader.take('+') ? 'possessive' : 'greedy';
  return { is: 'repeat', body, ...range, mode };
}

const LOOKS = [
  { sign: '=', ahead: true, negated: false },
  { sign: '!', ahead: true, negated: true },
  { sign: '<=', ahead: false, negated: false },
  { sign: '<!', ahead: false, negated: true },
] as const;

function parseGroup(reader: Reader): PatternNode | undefined {
  if (!reader.take('?')) return parseBody(reader, reader.newGroup());
  if (reader.take(':')) return parseBody(reader);
  if (reader.take('>')) return parseBody(reader, undefined, true);
  const look = LOOKS.find(({ sign }) => reader.take(sign));
  if (look) return parseLook(reader, look.ahead, look.negated);
  if (reader.take('<')) return parseBody(reader, reader.newGroup(reader.until('>')));
  return parseOptions(reader);
}

function parseBody(reader: Reader, number?: number, atomic = false): PatternNode {
  const body = parseChoice(reader);
  reader.close();
  return { is: 'group', body, atomic, ...(number === undefined ? {} : { number }) };
}

function parseLook(reader: Reader, ahead: boolean, negated: boolean): PatternNode {
  const body = parseChoice(reader);
  reader.close();
  if (!ahead) {
    const options = body.is === 'choice' ? body.options : [body];
    if (options.some((option) => widthOf(option) === undefined)) {
      throw invalidArgument('invalid pattern in look-behind');
    }
  }
  return { is: 'look', ahead, negated, body };
}

/** `(?i-s)` to the end of the group, or `(?i-s:..)`. */
function parseOptions(reader: Reader): PatternNode | undefined {
  const before = reader.options;
  let on = true;
  for (;;) {
    if (reader.done) throw invalidArgument('end pattern in group');
    const letter = reader.next();
    if (letter === ')') return parseRest(reader);
    if (letter === ':') {
      const body = parseBody(reader);
      reader.options = before;
      return body;
    }
    if (letter === '-') on = false;
    else reader.set(letter, on);
  }
}

/** Options in the middle: what follows, its alternatives too, belongs to them. */
function parseRest(reader: Reader): PatternNode {
  return { is: 'group', atomic: false, body: parseChoice(reader) };
}
