import { isDeepStrictEqual } from 'node:util';
import { patternOf } from '../compile/known.ts';
import { plainText } from '../compile/pieces.ts';
import type { Item, Tree, Value } from '../sigma/model.ts';

/**
 * Whether whatever one condition holds for, the other holds for too. Sound, not complete: false may mean that it was not
 * seen.
 */
export function implies(one: Tree, other: Tree): boolean {
  if (one.is === 'selection') return implies(one.of, other);
  if (other.is === 'selection') return implies(one, other.of);
  // What splits without loss comes first: an OR that is assumed, an AND that is to be shown.
  if (one.is === 'or') return one.of.every((part) => implies(part, other));
  if (other.is === 'and') return other.of.every((part) => implies(one, part));
  if (one.is === 'not' && other.is === 'not') return implies(other.of, one.of);
  if (one.is === 'item' && other.is === 'item') return itemImplies(one, other);
  return (
    (one.is === 'and' && one.of.some((part) => implies(part, other))) ||
    (other.is === 'or' && other.of.some((part) => implies(one, part))) ||
    deniesToo(one, other)
  );
}

/** `errorCode: X` and `not errorCode: null` speak of one field in two ways. */
function deniesToo(one: Tree, other: Tree): boolean {
  const opposite = other.is === 'not' ? oppositeOf(other.of) : undefined;
  if (opposite) return implies(one, opposite);
  const assumed = one.is === 'not' ? oppositeOf(one.of) : undefined;
  return assumed !== undefined && implies(assumed, other);
}

/** Of a question whether something is there, the opposite question. */
function oppositeOf(tree: Tree): Item | undefined {
  if (tree.is === 'selection') return oppositeOf(tree.of);
  if (tree.is !== 'item' || tree.negated || tree.values.length !== 1) return undefined;
  const [value] = tree.values;
  if (value?.is !== 'exists') return undefined;
  return { ...tree, values: [{ is: 'exists', value: !value.value }] };
}

function itemImplies(one: Item, other: Item): boolean {
  if (one.field?.toLowerCase() !== other.field?.toLowerCase()) return false;
  if (one.field !== other.field && one.field?.includes('.')) return false;
  if (one.negated !== other.negated) return false;
  return one.negated ? valuesImply(other, one) : valuesImply(one, other);
}

/** Any of several, or all of them, on both sides. */
function valuesImply(one: Item, other: Item): boolean {
  const shown = (value: Value) => {
    const from = (assumed: Value) => valueImplies(assumed, value);
    return one.all ? one.values.some(from) : one.values.every(from);
  };
  if (other.all) return other.values.every(shown);
  const reached = (assumed: Value) => other.values.some((value) => valueImplies(assumed, value));
  return one.all ? one.values.some(reached) : one.values.every(reached);
}

function valueImplies(one: Value, other: Value): boolean {
  if (isDeepStrictEqual(one, other)) return true;
  if (one.is === 'any') return one.of.every((way) => valueImplies(way, other));
  if (other.is === 'any') return other.of.some((way) => valueImplies(one, way));
  if (other.is === 'exists') return other.value ? isThere(one) : false;
  if (other.is === 'null') return one.is === 'exists' && !one.value;
  return one.is === 'text' && other.is === 'text' && textImplies(one, other);
}

/** Whatever asks for a value asks that there is one. */
function isThere(value: Value): boolean {
  return value.is !== 'null' && value.is !== 'exists';
}

type Text = Extract<Value, { readonly is: 'text' }>;

/** A whole text that a pattern takes; beyond ASCII the engine folds, and nothing is said. */
function textImplies(one: Text, other: Text): boolean {
  const text = plainText(one.pieces);
  if (text === undefined || !isAscii(text) || (other.cased && !one.cased)) return false;
  const pieces = other.pieces.filter((piece) => typeof piece === 'string');
  if (!pieces.every(isAscii)) return false;
  const pattern = patternOf(other.pieces);
  return (other.cased ? new RegExp(pattern.source, 's') : pattern).test(text);
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
