import { AppError } from '../../../base/errors/index.ts';
import type { Item, Pieces, Tree } from '../sigma/model.ts';

/**
 * A condition out of `field=value` pairs: each field has one of its values, in any case; `*` any characters.
 * @throws AppError TG_SUPPRESSION_INVALID on what is no pair
 */
export function equalities(pairs: readonly string[]): Tree {
  const values = Map.groupBy(pairs.map(toPair), ({ field }) => field);
  const items = [...values].map(([field, own]): Item => {
    const of = own.map(
      ({ value }) => ({ is: 'text', pieces: piecesOf(value), cased: false }) as const,
    );
    return { is: 'item', field, values: of, all: false, negated: false, key: field, line: 1 };
  });
  return { is: 'and', of: items };
}

function toPair(text: string): { readonly field: string; readonly value: string } {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new AppError('TG_SUPPRESSION_INVALID', `"${text}" is no condition.`, {
      hint: 'Write a field and its value: eventName=AssumeRole.',
    });
  }
  return { field: text.slice(0, at).trim(), value: text.slice(at + 1) };
}

function piecesOf(value: string): Pieces {
  return value
    .split(/(\*)/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece === '*' ? { wildcard: '*' } : piece));
}

/** The pairs again, for people. */
export function conditionText(tree: Tree): string {
  switch (tree.is) {
    case 'and':
    case 'or':
      return tree.of.map(conditionText).join(` ${tree.is} `) || 'anything';
    case 'not':
      return `not (${conditionText(tree.of)})`;
    case 'selection':
      return tree.name;
    case 'item':
      return `${tree.key}=${tree.values.map((value) => (value.is === 'text' ? piecesText(value.pieces) : JSON.stringify(value))).join('|')}`;
    default:
      return tree satisfies never;
  }
}

function piecesText(pieces: Pieces): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.wildcard)).join('');
}
