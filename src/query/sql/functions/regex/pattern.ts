/**
 * A parsed regular expression of Trino's: Joni's `Java` syntax, https://github.com/jruby/joni. It is Oniguruma, not
 * Java: `\d \w \s` are ASCII, `\b` and the POSIX classes are Unicode, `.` leaves out `\n` alone, `\h` is an h.
 */
export interface Pattern {
  readonly root: PatternNode;
  /** Capturing groups, numbered from 1. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

export type PatternNode =
  | Letter
  | AnyCharacter
  | CharacterClass
  | Sequence
  | Choice
  | Repeat
  | Group
  | Look
  | Anchor
  | BackReference;

export interface Letter {
  readonly is: 'letter';
  readonly letter: string;
  readonly ignoreCase: boolean;
}
export interface AnyCharacter {
  readonly is: 'any';
  readonly newlines: boolean;
}
/** Characters that are in all of `operands` (`&&`), or in not all of them. */
export interface CharacterClass {
  readonly is: 'class';
  readonly negated: boolean;
  readonly operands: readonly (readonly ClassItem[])[];
  readonly ignoreCase: boolean;
}
/** `set` is the inside of a class in JavaScript's `v` syntax; `re2` the same for RE2, where it has it. */
export type ClassItem =
  | { readonly is: 'range'; readonly from: string; readonly to: string }
  | { readonly is: 'set'; readonly set: string; readonly re2?: string; readonly negated: boolean }
  | CharacterClass;
export interface Sequence {
  readonly is: 'sequence';
  readonly items: readonly PatternNode[];
}
export interface Choice {
  readonly is: 'choice';
  readonly options: readonly PatternNode[];
}
export interface Repeat {
  readonly is: 'repeat';
  readonly body: PatternNode;
  readonly min: number;
  /** Infinity: any number of times. */
  readonly max: number;
  readonly mode: 'greedy' | 'lazy' | 'possessive';
}
export interface Group {
  readonly is: 'group';
  /** Absent: it captures nothing. */
  readonly number?: number;
  readonly atomic: boolean;
  readonly body: PatternNode;
}
export interface Look {
  readonly is: 'look';
  readonly ahead: boolean;
  readonly negated: boolean;
  readonly body: PatternNode;
}
export interface Anchor {
  readonly is: 'anchor';
  readonly at:
    | 'start'
    | 'end'
    | 'end-or-last-newline'
    | 'line-start'
    | 'line-end'
    | 'word-edge'
    | 'no-word-edge';
}
export interface BackReference {
  readonly is: 'back-reference';
  readonly group: number;
  readonly ignoreCase: boolean;
}

/** Whether it can match without taking a character. */
export function canBeEmpty(node: PatternNode): boolean {
  switch (node.is) {
    case 'letter':
    case 'any':
    case 'class':
      return false;
    case 'sequence':
      return node.items.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.body);
    case 'group':
      return canBeEmpty(node.body);
    case 'look':
    case 'anchor':
    case 'back-reference':
      return true;
  }
}

/** How many characters it takes where that is fixed. */
export function widthOf(node: PatternNode): number | undefined {
  switch (node.is) {
    case 'letter':
    case 'any':
    case 'class':
      return 1;
    case 'look':
    case 'anchor':
      return 0;
    case 'back-reference':
      return undefined;
    case 'group':
      return widthOf(node.body);
    case 'repeat':
      return node.min === node.max ? times(widthOf(node.body), node.min) : undefined;
    case 'sequence':
      return node.items.map(widthOf).reduce(plus, 0);
    case 'choice': {
      const widths = new Set(node.options.map(widthOf));
      return widths.size === 1 ? [...widths][0] : undefined;
    }
  }
}

function plus(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left + right;
}

function times(width: number | undefined, count: number): number | undefined {
  return width === undefined ? undefined : width * count;
}

/** The parts of a node, for walks over the tree. */
export function partsOf(node: PatternNode): readonly PatternNode[] {
  switch (node.is) {
    case 'sequence':
      return node.items;
    case 'choice':
      return node.options;
    case 'repeat':
    case 'group':
    case 'look':
      return [node.body];
    default:
      return [];
  }
}

/** Whether case does not count, of each part where it could: one answer, or both, or none. */
export function casesOf(root: PatternNode): ReadonlySet<boolean> {
  return new Set(partCases(root));
}

function partCases(node: PatternNode): readonly boolean[] {
  if (node.is === 'letter') return hasCase(node.letter) ? [node.ignoreCase] : [];
  if (node.is === 'class' || node.is === 'back-reference') return [node.ignoreCase];
  return partsOf(node).flatMap(partCases);
}

function hasCase(letter: string): boolean {
  return letter.toLowerCase() !== letter || letter.toUpperCase() !== letter;
}
