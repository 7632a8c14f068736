import fc from 'fast-check';
import type { Item, Pieces, Tree, Value } from '../sigma/model.ts';

/** What stands in an event, by the small letters of the field; missing is absent. */
export interface SmallEvent {
  readonly eventname?: string | undefined;
  readonly eventsource?: string | undefined;
  readonly errorcode?: string | undefined;
}

/** The slow meaning of a condition over one event: Sigma specification 2.1.0, with nothing made of it beforehand. */
export function judge(tree: Tree, event: SmallEvent): boolean {
  switch (tree.is) {
    case 'and':
      return tree.of.every((one) => judge(one, event));
    case 'or':
      return tree.of.some((one) => judge(one, event));
    case 'not':
      return !judge(tree.of, event);
    case 'selection':
      return judge(tree.of, event);
    case 'item':
      return judgeItem(tree, event);
  }
}

function judgeItem({ field = '', values, all, negated }: Item, event: SmallEvent): boolean {
  const text = Object.entries(event).find(([name]) => name === field.toLowerCase())?.[1];
  const answers = values.map((value) => judgeValue(value, text));
  return (all ? !answers.includes(false) : answers.includes(true)) !== negated;
}

function judgeValue(value: Value, text: string | undefined): boolean {
  switch (value.is) {
    case 'null':
      return text === undefined;
    case 'exists':
      return value.value === (text !== undefined);
    case 'any':
      return value.of.some((one) => judgeValue(one, text));
    case 'other':
      return text !== undefined && !value.of.some((one) => judgeValue(one, text));
    case 'text':
      return text !== undefined && isLike([...text], charactersOf(value.pieces), value.cased);
    default:
      throw new Error(`No random condition asks for ${value.is}.`);
  }
}

type Character = string | { readonly wildcard: '*' | '?' };

function charactersOf(pieces: Pieces): readonly Character[] {
  return pieces.flatMap((piece): readonly Character[] =>
    typeof piece === 'string' ? [...piece] : [piece],
  );
}

function isLike(text: readonly string[], wanted: readonly Character[], cased: boolean): boolean {
  const [first, ...others] = wanted;
  const [letter, ...rest] = text;
  if (first === undefined) return letter === undefined;
  if (typeof first === 'object' && first.wildcard === '*') {
    return isLike(text, others, cased) || (letter !== undefined && isLike(rest, wanted, cased));
  }
  if (letter === undefined) return false;
  const isSame =
    typeof first === 'object' ||
    first === letter ||
    (!cased && first.toLowerCase() === letter.toLowerCase());
  return isSame && isLike(rest, others, cased);
}

const word = fc.constantFrom('Get', 'gEt', 'GetKey', 'PutKey', 'k.m', '');

const piece = fc.oneof(
  { weight: 3, arbitrary: word },
  fc.constantFrom<Pieces[number]>({ wildcard: '*' }, { wildcard: '?' }),
);

const text = fc.record({
  is: fc.constant('text' as const),
  pieces: fc.oneof(
    word.map((one): Pieces => [one]),
    fc.array(piece, { maxLength: 3 }),
  ),
  cased: fc.boolean(),
});

const oneValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.constant<Value>({ is: 'null' }),
  fc.boolean().map((value): Value => ({ is: 'exists', value })),
);

const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 5, arbitrary: oneValue },
  fc.array(oneValue, { maxLength: 2 }).map((of): Value => ({ is: 'any', of })),
  fc.array(text, { maxLength: 2 }).map((of): Value => ({ is: 'other', of })),
);

const item: fc.Arbitrary<Tree> = fc.record({
  is: fc.constant('item' as const),
  field: fc.constantFrom('eventName', 'EVENTNAME', 'eventSource', 'errorCode'),
  values: fc.array(value, { minLength: 1, maxLength: 3 }),
  all: fc.boolean(),
  negated: fc.integer({ max: 3 }).map((one) => one === 3),
  ...{ key: fc.constant('key'), line: fc.constant(1) },
});

/** Conditions over names, sources and error codes. */
export const anyTree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    item,
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('tree'), { maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('not' as const), of: tie('tree') }),
    tie('tree').map((of): Tree => ({ is: 'selection', name: 'selection', of })),
  ),
})).tree;

const maybe = (one: fc.Arbitrary<string>) => fc.option(one, { nil: undefined });

/** Events with and without names, sources and error codes. */
export const anyEvent: fc.Arbitrary<SmallEvent> = fc.record({
  eventname: maybe(word),
  eventsource: maybe(word),
  errorcode: maybe(word),
});
