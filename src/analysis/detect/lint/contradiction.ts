import { isDeepStrictEqual } from 'node:util';
import { residualOf } from '../compile/known.ts';
import type { Item, Tree } from '../sigma/model.ts';
import { isSingle } from './fields.ts';
import { singleValues, wholeText } from './items.ts';

type And = { readonly is: 'and' | 'or'; readonly of: readonly Tree[] };

/** The whole texts that a field may have; null among them: it may be missing. */
type Allowed = ReadonlySet<string | null>;

/** Whether the parts of an AND exclude each other: two texts of one field, or a part and its opposite. */
export function isContradiction(and: And): boolean {
  return excludingField(and) !== undefined || hasOpposite(and);
}

/** The field of which an AND asks for two texts at once. */
export function excludingField(and: And): string | undefined {
  const parts = partsOf(and);
  return [...singleFields(and)].find((field) => {
    const allowed = allowedBy(parts, field);
    if (!allowed || field !== 'eventname') return allowed?.size === 0;
    // What else is asked of the name, patterns and negations too, may rule out each that is left.
    return [...allowed].every((name) => name === null || residualOf(and, { name }) === false);
  });
}

/** AND within AND, and selections, are one. */
function partsOf(tree: Tree): readonly Tree[] {
  if (tree.is === 'selection') return partsOf(tree.of);
  return tree.is === 'and' ? tree.of.flatMap(partsOf) : [tree];
}

function singleFields(tree: Tree): ReadonlySet<string> {
  switch (tree.is) {
    case 'item': {
      const isOne = tree.field !== undefined && isSingle(tree.field);
      return new Set(isOne ? [tree.field?.toLowerCase() ?? ''] : []);
    }
    case 'not':
      return new Set();
    case 'selection':
      return singleFields(tree.of);
    default:
      return new Set(tree.of.flatMap((one) => [...singleFields(one)]));
  }
}

/** Undefined: anything. */
function allowedBy(parts: readonly Tree[], field: string): Allowed | undefined {
  return parts.reduce<Allowed | undefined>((before, part) => {
    const own = allowedIn(part, field);
    if (!before || !own) return before ?? own;
    return before.intersection(own);
  }, undefined);
}

function allowedIn(tree: Tree, field: string): Allowed | undefined {
  switch (tree.is) {
    case 'item':
      return tree.field?.toLowerCase() === field ? allowedByItem(tree) : undefined;
    case 'not':
      return undefined;
    case 'selection':
      return allowedIn(tree.of, field);
    case 'and':
      return allowedBy(tree.of, field);
    case 'or': {
      const each = tree.of.map((one) => allowedIn(one, field));
      if (each.includes(undefined)) return undefined;
      return each.reduce<Allowed>((all, own) => all.union(own ?? new Set()), new Set());
    }
  }
}

function allowedByItem({ values, all, negated }: Item): Allowed | undefined {
  if (negated) return undefined;
  const each = values.map((value) => {
    const texts = singleValues([value]).map((one) =>
      one.is === 'null' || (one.is === 'exists' && !one.value) ? null : wholeText(one),
    );
    return texts.includes(undefined)
      ? undefined
      : new Set(texts.filter((one) => one !== undefined));
  });
  if (!all && each.includes(undefined)) return undefined;
  const known = each.filter((one) => one !== undefined);
  if (known.length === 0) return undefined;
  return known.reduce<Allowed>(
    (before, own) => (all ? before.intersection(own) : before.union(own)),
    known[0] ?? new Set(),
  );
}

function hasOpposite(and: And): boolean {
  const parts = partsOf(and).map(bare);
  const denied = parts.flatMap((part) => (part.is === 'not' ? [bare(part.of)] : []));
  return denied.some((one) => {
    // All parts of what is denied stand beside it.
    return partsOf(one)
      .map(bare)
      .every((part) => parts.some((other) => isDeepStrictEqual(part, other)));
  });
}

/** Without names, keys and lines: what it asks. */
function bare(tree: Tree): Tree {
  switch (tree.is) {
    case 'item':
      return { ...tree, key: '', line: 0 };
    case 'selection':
      return bare(tree.of);
    case 'not':
      return { is: 'not', of: bare(tree.of) };
    default:
      return { is: tree.is, of: tree.of.map(bare) };
  }
}
