import type { Anchor, CharacterClass, ClassItem, Pattern, PatternNode, Repeat } from './pattern.ts';
import { canBeEmpty, casesOf, partsOf } from './pattern.ts';

/** The same pattern for RE2, which DuckDB has built in. */
export interface Re2Pattern {
  readonly source: string;
  /** It means the same on texts of ASCII alone. */
  readonly asciiOnly: boolean;
  /** It means the same on texts that do not end in a newline. */
  readonly noLastNewline: boolean;
  /** The parts that it finds are the same too, not only whether there is one. */
  readonly sameParts: boolean;
  /** It asks for what stands before a match: DuckDB's split forgets that. */
  readonly looksBack: boolean;
}

/** RE2's limit for the numbers in braces. */
const MOST_REPEATS = 1000;

/** Undefined: RE2 has no such pattern. */
export function toRe2(pattern: Pattern): Re2Pattern | undefined {
  const nodes = [...everyNode(pattern.root)];
  if (!nodes.every(isKnown) || casesOf(pattern.root).size > 1) return undefined;
  if (!isPlaced(pattern.root, true, true)) return undefined;
  const anchors = new Set(nodes.flatMap((node) => (node.is === 'anchor' ? [node.at] : [])));
  const lineEnds: readonly Anchor['at'][] = ['end-or-last-newline', 'line-start', 'line-end'];
  const starts: readonly Anchor['at'][] = ['start', 'line-start', 'word-edge', 'no-word-edge'];
  return {
    source: print(pattern.root),
    asciiOnly: nodes.some((node) => isUnicode(node)),
    noLastNewline: lineEnds.some((at) => anchors.has(at)),
    looksBack: starts.some((at) => anchors.has(at)),
    sameParts: !nodes.some((node) => node.is === 'repeat' && canBeEmpty(node.body)),
  };
}

function* everyNode(node: PatternNode): Generator<PatternNode> {
  yield node;
  for (const part of partsOf(node)) yield* everyNode(part);
}

/** RE2 goes wrong where a text's start is asked for behind something, or its end before. */
function isPlaced(node: PatternNode, first: boolean, last: boolean): boolean {
  switch (node.is) {
    case 'anchor':
      if (node.at === 'start') return first;
      return last || (node.at !== 'end' && node.at !== 'end-or-last-newline');
    case 'sequence':
      return node.items.every((item, at) =>
        isPlaced(item, first && at === 0, last && at === node.items.length - 1),
      );
    case 'choice':
      return node.options.every((option) => isPlaced(option, first, last));
    case 'group':
      return isPlaced(node.body, first, last);
    default:
      return partsOf(node).every((part) => isPlaced(part, false, false));
  }
}

function isKnown(node: PatternNode): boolean {
  switch (node.is) {
    case 'look':
    case 'back-reference':
      return false;
    case 'group':
      return !node.atomic;
    case 'repeat':
      return isKnownRepeat(node);
    case 'class':
      return isKnownClass(node);
    case 'letter':
      return !node.ignoreCase || isAscii(node.letter);
    default:
      return true;
  }
}

function isKnownRepeat({ mode, min, max }: Repeat): boolean {
  return (
    mode !== 'possessive' && min <= MOST_REPEATS && (max <= MOST_REPEATS || !Number.isFinite(max))
  );
}

function isKnownClass(node: CharacterClass): boolean {
  const [items, ...others] = node.operands;
  if (!items || items.length === 0 || others.length > 0) return false;
  return items.every((item) => {
    if (item.is === 'class') return false;
    if (item.is === 'set') return item.re2 !== undefined && (!item.negated || items.length === 1);
    return !node.ignoreCase || (isAscii(item.from) && isAscii(item.to));
  });
}

/** Where Joni asks Unicode and RE2 does not, or both know other letters of a case. */
function isUnicode(node: PatternNode): boolean {
  if (node.is === 'anchor') return node.at === 'word-edge' || node.at === 'no-word-edge';
  if (node.is === 'letter') return node.ignoreCase;
  if (node.is !== 'class') return false;
  return (
    node.ignoreCase || node.operands.flat().some((item) => item.is === 'set' && !isEscape(item.set))
  );
}

/** `\d \w \s` are ASCII for both. */
function isEscape(set: string): boolean {
  return !set.includes('\\p');
}

function isAscii(letter: string): boolean {
  return (letter.codePointAt(0) ?? 0) < 0x80;
}

function print(node: PatternNode): string {
  switch (node.is) {
    case 'letter':
      return cased(letterText(node.letter), node.ignoreCase);
    case 'any':
      return node.newlines ? '(?s:.)' : '[^\\n]';
    case 'class':
      return cased(classText(node), node.ignoreCase);
    case 'sequence':
      return node.items.map(print).join('');
    case 'choice':
      return `(?:${node.options.map(print).join('|')})`;
    case 'repeat':
      return repeatText(node);
    case 'group':
      return node.number === undefined ? `(?:${print(node.body)})` : `(${print(node.body)})`;
    case 'anchor':
      return ANCHORS[node.at];
    default:
      return '';
  }
}

function repeatText({ body, min, max, mode }: Repeat): string {
  const count = `{${min},${Number.isFinite(max) ? max : ''}}`;
  const short = min === 0 && max === 1 ? '?' : max === min ? `{${min}}` : count;
  const sign = Number.isFinite(max) ? short : min === 0 ? '*' : min === 1 ? '+' : count;
  return `(?:${print(body)})${sign}${mode === 'lazy' ? '?' : ''}`;
}

const ANCHORS: Readonly<Record<Anchor['at'], string>> = {
  start: '\\A',
  end: '\\z',
  'end-or-last-newline': '\\z',
  'line-start': '(?m:^)',
  'line-end': '(?m:$)',
  'word-edge': '\\b',
  'no-word-edge': '\\B',
};

function cased(text: string, ignoreCase: boolean): string {
  return ignoreCase ? `(?i:${text})` : text;
}

function letterText(letter: string): string {
  return /^[A-Za-z0-9]$/.test(letter) || !isAscii(letter) ? letter : escaped(letter);
}

function escaped(letter: string): string {
  return `\\x{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}

function classText(node: CharacterClass): string {
  const items = node.operands.flat();
  const [only] = items;
  const negated = only?.is === 'set' && only.negated ? !node.negated : node.negated;
  return `[${negated ? '^' : ''}${items.map(itemText).join('')}]`;
}

function itemText(item: ClassItem): string {
  if (item.is === 'set') return item.re2 ?? '';
  if (item.is === 'class') return '';
  return item.from === item.to
    ? letterText(item.from)
    : `${letterText(item.from)}-${letterText(item.to)}`;
}
