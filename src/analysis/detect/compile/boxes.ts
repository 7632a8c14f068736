import type { Item, Tree, Value } from '../sigma/model.ts';
import { isAscii, type Known } from './known.ts';
import { plainText } from './pieces.ts';

/** Events that a condition may hold for: of a name, of a source, or any where both are absent. */
interface Box {
  readonly name?: string | undefined;
  readonly source?: string | undefined;
}

/** More than these are no index any more. */
const MOST = 500;
const ANY: readonly Box[] = [{}];

/**
 * The names, and sources where they are fixed too, outside of which a condition holds for no event; each event lies in
 * one of them at most. `undefined` where some branch fixes no name.
 */
export function namesOf(tree: Tree): readonly Known[] | undefined {
  const boxes = boxesOf(tree);
  const known = boxes.flatMap(({ name, source }) => (name === undefined ? [] : [{ name, source }]));
  if (known.length < boxes.length) return undefined;
  const bare = new Set(known.filter(({ source }) => source === undefined).map(({ name }) => name));
  const apart = known.filter(({ name, source }) => source === undefined || !bare.has(name));
  return [...new Map(apart.map((one) => [`${one.name}\n${one.source ?? ''}`, one])).values()];
}

function boxesOf(tree: Tree): readonly Box[] {
  switch (tree.is) {
    case 'item':
      return itemBoxes(tree);
    case 'selection':
      return boxesOf(tree.of);
    case 'not':
      return ANY;
    case 'or': {
      const all = tree.of.flatMap(boxesOf);
      return all.length > MOST ? ANY : all;
    }
    case 'and':
      return tree.of.map(boxesOf).reduce(bothOf, ANY);
  }
}

function bothOf(ones: readonly Box[], others: readonly Box[]): readonly Box[] {
  if (ones.length * others.length > MOST) return ones.length <= others.length ? ones : others;
  return ones.flatMap((one) => others.flatMap((other) => overlap(one, other)));
}

function overlap(one: Box, other: Box): readonly Box[] {
  const isApart = (['name', 'source'] as const).some(
    (key) => one[key] !== undefined && other[key] !== undefined && one[key] !== other[key],
  );
  return isApart ? [] : [{ name: one.name ?? other.name, source: one.source ?? other.source }];
}

function itemBoxes({ field, values, all, negated }: Item): readonly Box[] {
  const lower = field?.toLowerCase();
  const key = lower === 'eventname' ? 'name' : lower === 'eventsource' ? 'source' : undefined;
  if (key === undefined || negated || (all && values.length > 1)) return ANY;
  const texts = values.map(plainTexts);
  if (texts.includes(undefined)) return ANY;
  return [...new Set(texts.flatMap((some) => some ?? []))].map((text) => ({ [key]: text }));
}

/** The texts that a value is one of, in lower case. */
function plainTexts(value: Value): readonly string[] | undefined {
  if (value.is === 'any') {
    const all = value.of.map(plainTexts);
    return all.includes(undefined) ? undefined : all.flatMap((some) => some ?? []);
  }
  if (value.is !== 'text' || !isAscii(value.pieces)) return undefined;
  const text = plainText(value.pieces);
  return text === undefined ? undefined : [text.toLowerCase()];
}
