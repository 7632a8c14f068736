import type { Item, Pieces, Value } from '../sigma/model.ts';

/** What an item asks for, as its author could have written it. */
export function wantsOf({ values, all }: Pick<Item, 'values' | 'all'>): string {
  return values.map(valueText).join(all ? ' and ' : ', ');
}

function valueText(value: Value): string {
  switch (value.is) {
    case 'text':
      return piecesText(value.pieces);
    case 'null':
      return 'null';
    case 'number':
    case 'boolean':
    case 'exists':
      return String(value.value);
    case 'regex':
      return value.pattern;
    case 'cidr':
      return value.network;
    case 'compare':
      return `${SIGNS[value.op]} ${value.value}`;
    case 'time':
      return `${value.part} ${SIGNS[value.op]} ${value.value}`;
    case 'field':
      return value.field;
    case 'any':
      return value.of.map(valueText).join(', ');
    case 'other':
      return `other than ${value.of.map(valueText).join(', ')}`;
  }
}

const SIGNS = { lt: '<', lte: '<=', gt: '>', gte: '>=', eq: '=' } as const;

function piecesText(pieces: Pieces): string {
  if (pieces.length === 0) return "''";
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.wildcard)).join('');
}
