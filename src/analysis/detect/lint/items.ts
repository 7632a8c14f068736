import { plainText } from '../compile/pieces.ts';
import type { Item, Rule, Tree, Value } from '../sigma/model.ts';

/** The items of a condition, in order. */
export function itemsOf(tree: Tree): readonly Item[] {
  switch (tree.is) {
    case 'item':
      return [tree];
    case 'not':
    case 'selection':
      return itemsOf(tree.of);
    default:
      return tree.of.flatMap(itemsOf);
  }
}

/** Every item of a rule once: also those that only its own keys reach. */
export function ruleItems({ condition, own: { absence } }: Rule): readonly Item[] {
  const trees = [condition, ...(absence ? [absence.after, absence.without] : [])];
  return [...new Set(trees.flatMap(itemsOf))];
}

/** The values of an item, spellings of one value each for itself. */
export function singleValues(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => (value.is === 'any' ? singleValues(value.of) : [value]));
}

/** The text without wildcards that a value asks for, in lower case. */
export function wholeText(value: Value): string | undefined {
  return value.is === 'text' ? plainText(value.pieces)?.toLowerCase() : undefined;
}

/** The text of a value, wherever it may stand: wildcards at its ends are left out. */
export function soughtText(value: Value): string | undefined {
  if (value.is !== 'text') return undefined;
  return plainText(
    value.pieces.filter((piece, at) => {
      const isEnd = at === 0 || at === value.pieces.length - 1;
      return typeof piece === 'string' || !isEnd;
    }),
  );
}

/** The text of a value with its wildcards as the author wrote them. */
export function writtenText(value: Value): string | undefined {
  if (value.is !== 'text') return undefined;
  return value.pieces.map((piece) => (typeof piece === 'string' ? piece : piece.wildcard)).join('');
}

/** Whether a value asks for something that is there: neither null nor missing. */
export function isPositive(value: Value): boolean {
  return value.is !== 'null' && !(value.is === 'exists' && !value.value);
}
