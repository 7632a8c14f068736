import type { Comparison, Pieces, TimePart, Wildcard } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { numberOf } from '../yaml/keys.ts';
import { anyOf, type Draft, type TextDraft, textOf } from './draft.ts';
import {
  BYTE_ORDER_MARK,
  dashSpellings,
  toBase64,
  toBase64Offsets,
  toUtf16,
  type Utf16,
} from './encode.ts';
import { readNetwork } from './network.ts';
import { fillings, type Placeholders } from './placeholder.ts';
import { joinPlain, mapPlain, openEnd, openStart, parseText, plainText } from './text.ts';

export interface ModifierContext {
  readonly name: string;
  readonly line: number;
  readonly placeholders: Placeholders;
}

/**
 * Changes one value.
 * @throws Fault where the value is not of a kind that it takes
 */
export type Modifier = (draft: Draft, context: ModifierContext) => Draft;

/** What changes values, by name; `all` and `neq` are of the item (specification, appendix "Modifiers"). */
export const MODIFIERS: Readonly<Record<string, Modifier>> = {
  contains: partial('contains'),
  startswith: partial('startswith'),
  endswith: partial('endswith'),
  cased,
  exists,
  re,
  i: flag('i'),
  m: flag('m'),
  s: flag('s'),
  ignorecase: flag('i'),
  multiline: flag('m'),
  dotall: flag('s'),
  cidr,
  lt: compare('lt'),
  lte: compare('lte'),
  gt: compare('gt'),
  gte: compare('gte'),
  minute: timePart('minute'),
  hour: timePart('hour'),
  day: timePart('day'),
  week: timePart('week'),
  month: timePart('month'),
  year: timePart('year'),
  fieldref,
  base64: onText((text, context) => [toBase64(bytesOf(text, context))]),
  base64offset: offsets,
  wide: utf16('utf16le'),
  utf16le: utf16('utf16le'),
  utf16be: utf16('utf16be'),
  utf16: marked,
  windash,
  expand,
};

/** Applies the modifier that the context names, if it changes values; spellings of one value are changed one by one. */
export function modify(draft: Draft, context: ModifierContext): Draft {
  const change = Object.hasOwn(MODIFIERS, context.name) ? MODIFIERS[context.name] : undefined;
  if (!change) return draft;
  if (draft.is !== 'any') return change(draft, context);
  return { is: 'any', of: draft.of.map((one) => modify(one, context)) };
}

/** The modifiers that make no sense over a whole record. */
export const FIELD_ONLY: readonly string[] = [
  ...['exists', 'cidr', 'fieldref', 'lt', 'lte', 'gt', 'gte'],
  ...['minute', 'hour', 'day', 'week', 'month', 'year'],
];

function wrongKind({ name, line }: ModifierContext, takes: string): Fault {
  return new Fault(`The modifier ${name} takes ${takes}.`, line);
}

/** A modifier of texts alone. */
function onText(change: (text: TextDraft, context: ModifierContext) => Pieces): Modifier {
  return (draft, context) => {
    const text = needText(draft, context);
    return { is: 'text', pieces: change(text, context), cased: text.cased };
  };
}

function needText(draft: Draft, context: ModifierContext): TextDraft {
  const text = textOf(draft);
  if (!text) throw wrongKind(context, 'a text');
  return text;
}

type Partial = 'contains' | 'startswith' | 'endswith';

function partial(how: Partial): Modifier {
  return (draft, context) => {
    if (draft.is === 'field') {
      return { ...draft, how: draft.how === 'equals' || draft.how === how ? how : 'contains' };
    }
    if (draft.is === 'regex') return { ...draft, pattern: openRegex(draft.pattern, how) };
    const text = needText(draft, context);
    const start = how === 'startswith' ? text.pieces : openStart(text.pieces);
    return { ...text, pieces: how === 'endswith' ? start : openEnd(start) };
  };
}

/** A search needs none of it; other tools compare whole values. */
function openRegex(pattern: string, how: Partial): string {
  const start = how === 'startswith' || /^(?:\^|\.\*)/.test(pattern) ? '' : '.*';
  const end = how === 'endswith' || /(?:\$|\.\*)$/.test(pattern) ? '' : '.*';
  return `${start}${pattern}${end}`;
}

function cased(draft: Draft, context: ModifierContext): Draft {
  if (draft.is === 'field') return { ...draft, cased: true };
  return { ...needText(draft, context), cased: true };
}

function exists(draft: Draft, context: ModifierContext): Draft {
  const value = draft.is === 'written' ? draft.scalar.value : undefined;
  if (typeof value !== 'boolean') throw wrongKind(context, 'true or false');
  return { is: 'exists', value };
}

/** The value as it is written, for modifiers that have to come first. */
function firstText(draft: Draft, context: ModifierContext): string {
  if (draft.is !== 'written') {
    throw new Fault(`The modifier ${context.name} has to come first.`, context.line);
  }
  if (draft.scalar.value === null) throw wrongKind(context, 'a text');
  return draft.scalar.text;
}

function re(draft: Draft, context: ModifierContext): Draft {
  return { is: 'regex', pattern: firstText(draft, context), flags: [] };
}

function flag(letter: 'i' | 'm' | 's'): Modifier {
  return (draft, { name, line }) => {
    if (draft.is !== 'regex') throw new Fault(`The modifier ${name} has to follow re.`, line);
    return draft.flags.includes(letter) ? draft : { ...draft, flags: [...draft.flags, letter] };
  };
}

function cidr(draft: Draft, context: ModifierContext): Draft {
  const found = readNetwork(firstText(draft, context));
  if ('fault' in found) throw new Fault(found.fault, context.line);
  return { is: 'cidr', network: found.network };
}

function compare(op: Comparison): Modifier {
  return (draft, context) => {
    if (draft.is === 'time' && draft.op === 'eq') return { ...draft, op };
    return { is: 'compare', op, value: needNumber(draft, context) };
  };
}

function needNumber(draft: Draft, context: ModifierContext): number {
  const number = draft.is === 'written' ? numberOf(draft.scalar) : undefined;
  const value = draft.is === 'number' ? draft.value : number;
  if (value === undefined) throw wrongKind(context, 'a number');
  return value;
}

function timePart(part: TimePart): Modifier {
  return (draft, context) => {
    const value = needNumber(draft, context);
    if (!Number.isInteger(value)) throw wrongKind(context, 'a whole number');
    return { is: 'time', part, op: 'eq', value };
  };
}

function fieldref(draft: Draft, context: ModifierContext): Draft {
  return { is: 'field', field: firstText(draft, context), how: 'equals', cased: false };
}

function bytesOf({ pieces, isBytes }: TextDraft, { name, line }: ModifierContext): Buffer {
  const text = plainText(pieces);
  if (text === undefined) throw new Fault(`${name} of a text with wildcards has no meaning.`, line);
  return Buffer.from(text, isBytes ? 'latin1' : 'utf8');
}

function offsets(draft: Draft, context: ModifierContext): Draft {
  const text = needText(draft, context);
  const spellings = toBase64Offsets(bytesOf(text, context), context.line);
  return anyOf(spellings.map((one) => ({ is: 'text', pieces: [one], cased: text.cased })));
}

function utf16(order: Utf16): Modifier {
  return (draft, context) => {
    const text = needText(draft, context);
    if (text.isBytes)
      throw new Fault(`The value of ${context.name} is encoded already.`, context.line);
    return { ...text, pieces: mapPlain(text.pieces, (one) => toUtf16(one, order)), isBytes: true };
  };
}

function marked(draft: Draft, context: ModifierContext): Draft {
  const text = needText(utf16('utf16le')(draft, context), context);
  return { ...text, pieces: joinPlain([BYTE_ORDER_MARK, ...text.pieces]) };
}

/** Every combination of what the pieces can be. */
function combine(choices: readonly (readonly Pieces[])[]): readonly Pieces[] {
  return choices.reduce<readonly Pieces[]>(
    (heads, choice) => heads.flatMap((head) => choice.map((one) => [...head, ...one])),
    [[]],
  );
}

function spelled(text: TextDraft, spellings: readonly Pieces[]): Draft {
  return anyOf(spellings.map((pieces) => ({ ...text, pieces: joinPlain(pieces) })));
}

function windash(draft: Draft, context: ModifierContext): Draft {
  const text = needText(draft, context);
  const spellingsOf = (piece: string | Wildcard) =>
    typeof piece === 'string' ? dashSpellings(piece, context.line).map((one) => [one]) : [[piece]];
  return spelled(text, bounded(text.pieces.map(spellingsOf), context));
}

function bounded(choices: readonly (readonly Pieces[])[], context: ModifierContext) {
  const count = choices.reduce((product, { length }) => product * length, 1);
  if (count > 10_000) throw new Fault(`${context.name} makes too many values.`, context.line);
  return combine(choices);
}

/** Values of lists may hold wildcards in a text, and are expressions in an expression. */
function expand(draft: Draft, context: ModifierContext): Draft {
  const { placeholders, line } = context;
  if (draft.is === 'regex') {
    const patterns = fillings(draft.pattern, placeholders, line).map((filling) =>
      filling.map((part) => (typeof part === 'string' ? part : String(part.value))).join(''),
    );
    return anyOf(patterns.map((pattern) => ({ ...draft, pattern })));
  }
  const text = needText(draft, context);
  const [only] = text.pieces;
  if (typeof only === 'string' && text.pieces.length === 1) return filled(text, only, context);
  const choices = text.pieces.map((piece) =>
    typeof piece === 'string' ? fillings(piece, placeholders, line).map(piecesOf) : [[piece]],
  );
  return spelled(text, bounded(choices, context));
}

function piecesOf(filling: ReturnType<typeof fillings>[number]): Pieces {
  return filling.flatMap((part) =>
    typeof part === 'string' ? [part] : parseText(String(part.value)),
  );
}

/** A placeholder alone keeps the numbers of its list. */
function filled(text: TextDraft, plain: string, { placeholders, line }: ModifierContext): Draft {
  const drafts = fillings(plain, placeholders, line).map((filling): Draft => {
    const [part] = filling;
    if (filling.length === 1 && typeof part === 'object' && typeof part.value === 'number') {
      return { is: 'number', value: part.value };
    }
    return { ...text, pieces: joinPlain(piecesOf(filling)) };
  });
  return anyOf(drafts);
}
