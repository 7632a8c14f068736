import type { Item, Pieces, Tree, Value } from '../sigma/model.ts';
import { plainText } from './pieces.ts';

/** What is known of an event: the name and perhaps the source, in lower case. */
export interface Known {
  readonly name: string;
  readonly source?: string | undefined;
}

/** A condition once something is known: settled, or what is left to ask. */
export type Residual = Tree | boolean;

/** What a condition still asks of events of one name and source. */
export function residualOf(tree: Tree, known: Known): Residual {
  switch (tree.is) {
    case 'item':
      return itemResidual(tree, known);
    case 'selection':
      return residualOf(tree.of, known);
    case 'not': {
      const inner = residualOf(tree.of, known);
      return typeof inner === 'boolean' ? !inner : { is: 'not', of: inner };
    }
    default:
      return joined(
        tree.is,
        tree.of.map((one) => residualOf(one, known)),
      );
  }
}

function joined(is: 'and' | 'or', parts: readonly Residual[]): Residual {
  const settles = is === 'or';
  if (parts.includes(settles)) return settles;
  const open = parts.filter((part) => typeof part !== 'boolean');
  const [only, ...others] = open;
  if (only === undefined) return !settles;
  return others.length === 0 ? only : { is, of: open };
}

function itemResidual(item: Item, known: Known): Residual {
  const text = knownText(item, known);
  if (text === undefined) return item;
  const answers = item.values.map((value) => holds(value, text));
  const answer = item.all ? every(answers) : some(answers);
  if (answer === undefined) return item;
  return item.negated ? !answer : answer;
}

function knownText({ field }: Item, { name, source }: Known): string | undefined {
  const lower = field?.toLowerCase();
  if (lower === 'eventname') return name;
  return lower === 'eventsource' ? source : undefined;
}

/** Undefined: that the text alone does not tell, or that is left to the engine. */
function holds(value: Value, text: string): boolean | undefined {
  if (value.is === 'null') return false;
  if (value.is === 'exists') return value.value;
  if (value.is === 'any') return some(value.of.map((one) => holds(one, text)));
  if (value.is !== 'text' || !isAscii(value.pieces)) return undefined;
  const plain = plainText(value.pieces);
  const isAlike =
    plain === undefined ? patternOf(value.pieces).test(text) : plain.toLowerCase() === text;
  return value.cased && isAlike ? undefined : isAlike;
}

function some(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

export function isAscii(pieces: Pieces): boolean {
  return pieces.every((piece) => typeof piece !== 'string' || /^[\0-\x7f]*$/.test(piece));
}

/** What a text without regard to case has to be like. */
export function patternOf(pieces: Pieces): RegExp {
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    return piece.wildcard === '*' ? '.*' : '.';
  });
  return new RegExp(`^${parts.join('')}$`, 'is');
}
