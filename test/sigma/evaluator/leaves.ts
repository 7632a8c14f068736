import { cidrTest } from './cidr.ts';
import type { Comparison, Modifiers } from './modifiers.ts';
import { regexTest } from './re2.ts';
import { refuse } from './refused.ts';
import { filledTexts, type Placeholders, spellings } from './texts.ts';
import { timePart } from './time.ts';
import { fold, isOpen, numberOf, type Piece, scalarsOf, textOf, textTest } from './values.ts';

/** A test of one value that stands at a field: never null, never an array. */
export type LeafTest = (leaf: unknown) => boolean;

export function leafTest(
  value: unknown,
  modifiers: Modifiers,
  placeholders: Placeholders,
): LeafTest {
  switch (modifiers.kind) {
    case 're': {
      const patterns = modifiers.texts.includes('expand')
        ? filledTexts(stringOf(value), placeholders)
        : [stringOf(value)];
      const tests = patterns.map((pattern) => regexTest(pattern, modifiers.flags));
      return (leaf) => tests.some((test) => test(textOf(leaf)));
    }
    case 'cidr': {
      const tests = networksOf(value, modifiers, placeholders).map(cidrTest);
      return (leaf) => typeof leaf === 'string' && tests.some((test) => test(leaf));
    }
    case 'compare':
      return comparisonTest(modifiers.comparison, value);
    case 'time': {
      const { part = 'hour', comparison } = modifiers;
      const compare = comparisonTest(comparison, value);
      return (leaf) => compare(timePart(leaf, part));
    }
    default:
      return scalarTest(value, modifiers, placeholders);
  }
}

function stringOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : refuse(`${JSON.stringify(value)} is no text`);
}

function networksOf(value: unknown, modifiers: Modifiers, placeholders: Placeholders) {
  const changes = modifiers.texts;
  return spellings(stringOf(value), changes, placeholders).map((pieces) =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : piece.wildcard)).join(''),
  );
}

const COMPARE: Readonly<Record<Comparison | 'eq', (a: number, b: number) => boolean>> = {
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  eq: (a, b) => a === b,
};

function comparisonTest(comparison: Comparison | undefined, value: unknown): LeafTest {
  if (typeof value !== 'number') refuse(`${JSON.stringify(value)} is no number`);
  return (leaf) => {
    const number = numberOf(leaf);
    return number !== undefined && COMPARE[comparison ?? 'eq'](number, value);
  };
}

function scalarTest(value: unknown, modifiers: Modifiers, placeholders: Placeholders): LeafTest {
  if (modifiers.texts.length === 0) {
    if (typeof value === 'number') return (leaf) => numberOf(leaf) === value;
    if (typeof value === 'boolean') return (leaf) => fold(textOf(leaf)) === String(value);
  }
  if (value === null || typeof value === 'object') refuse(`${JSON.stringify(value)} is no text`);
  const tests = spellings(String(value), modifiers.texts, placeholders).map((pieces) =>
    piecesTest(pieces, modifiers.isCased),
  );
  return (leaf) => tests.some((test) => test(leaf));
}

/** An object is its compact JSON; what may stand anywhere in it may also stand in one of its texts, unescaped. */
function piecesTest(pieces: readonly Piece[], isCased: boolean): LeafTest {
  const test = textTest(pieces, isCased);
  return (leaf) =>
    test(textOf(leaf)) ||
    (typeof leaf === 'object' &&
      isOpen(pieces) &&
      scalarsOf(leaf).some((one) => test(textOf(one))));
}
