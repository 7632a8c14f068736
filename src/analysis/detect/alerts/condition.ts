import { BlockList, isIP } from 'node:net';
import { AppError } from '../../../base/errors/index.ts';
import type { Compared, Comparison, Item, Pieces, Tree, Value } from '../sigma/model.ts';
import { timePart } from './time-part.ts';

/** A value by the name of its field; null where it is missing. */
export type FieldValues = (name: string) => string | null;

/** Whether a Sigma condition holds for what was kept of a match. @throws AppError TG_CLI_USAGE on keywords */
export function holds(tree: Tree, fields: FieldValues): boolean {
  switch (tree.is) {
    case 'and':
      return tree.of.every((one) => holds(one, fields));
    case 'or':
      return tree.of.some((one) => holds(one, fields));
    case 'not':
      return !holds(tree.of, fields);
    case 'selection':
      return holds(tree.of, fields);
    case 'item':
      return itemHolds(tree, fields);
    default:
      return tree satisfies never;
  }
}

function itemHolds({ field, values, all, negated }: Item, fields: FieldValues): boolean {
  if (field === undefined) {
    throw new AppError('TG_CLI_USAGE', 'Words without a field cannot be looked for in a match.');
  }
  const text = fields(field);
  const test = (value: Value) => valueHolds(value, text, fields);
  const isMet = all ? values.every(test) : values.some(test);
  return isMet !== negated;
}

function valueHolds(value: Value, text: string | null, fields: FieldValues): boolean {
  if (value.is === 'null') return text === null;
  if (value.is === 'exists') return (text !== null) === value.value;
  if (value.is === 'any') return value.of.some((one) => valueHolds(one, text, fields));
  if (text === null) return false;
  if (value.is === 'other') return !value.of.some((one) => textHolds(one, text, fields));
  return textHolds(value, text, fields);
}

type Present = Compared | Extract<Value, { readonly is: 'time' }>;

function textHolds(value: Present, text: string, fields: FieldValues): boolean {
  switch (value.is) {
    case 'text':
      return patternOf(value.pieces, value.cased).test(text);
    case 'number':
      return Number(text) === value.value && text.trim() !== '';
    case 'boolean':
      return text.toLowerCase() === String(value.value);
    case 'regex':
      return new RegExp(value.pattern, value.flags.join('')).test(text);
    case 'cidr':
      return isWithin(text, value.network);
    case 'compare':
      return text.trim() !== '' && compares(Number(text), value.op, value.value);
    case 'time':
      return compares(timePart(text, value.part), value.op, value.value);
    case 'field':
      return fieldHolds(value, text, fields(value.field));
    default:
      return value satisfies never;
  }
}

function patternOf(pieces: Pieces, cased: boolean): RegExp {
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return piece.wildcard === '*' ? '.*' : '.';
  });
  return new RegExp(`^${parts.join('')}$`, cased ? 'su' : 'siu');
}

function isWithin(text: string, network: string): boolean {
  const [first = '', prefix] = network.split('/');
  const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
  if (isIP(text) === 0 || isIP(text) !== isIP(first)) return false;
  const list = new BlockList();
  list.addSubnet(first, Number(prefix), family(first));
  return list.check(text, family(text));
}

function compares(value: number, op: Comparison | 'eq', bound: number): boolean {
  switch (op) {
    case 'lt':
      return value < bound;
    case 'lte':
      return value <= bound;
    case 'gt':
      return value > bound;
    case 'gte':
      return value >= bound;
    case 'eq':
      return value === bound;
    default:
      return op satisfies never;
  }
}

type FieldValue = Extract<Value, { readonly is: 'field' }>;

function fieldHolds({ how, cased }: FieldValue, text: string, other: string | null): boolean {
  if (other === null) return false;
  const [one, two] = cased ? [text, other] : [text.toLowerCase(), other.toLowerCase()];
  switch (how) {
    case 'equals':
      return one === two;
    case 'contains':
      return one.includes(two);
    case 'startswith':
      return one.startsWith(two);
    case 'endswith':
      return one.endsWith(two);
    default:
      return how satisfies never;
  }
}
