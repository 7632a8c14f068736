import type { Comparison, TimePart } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { numberOf } from '../yaml/keys.ts';
import { anyOf, type Draft, type TextDraft } from './draft.ts';
import { BYTE_ORDER_MARK, toBase64Offsets, toUtf16, type Utf16 } from './encode.ts';
import {
  MOST_SPELLINGS,
  type Modifier,
  type ModifierContext,
  needText,
  tooMany,
  wrongKind,
} from './modifier.ts';
import { readNetwork } from './network.ts';
import { expand, windash } from './spellings.ts';
import { joinPlain, mapPlain, openEnd, openStart, plainText } from './text.ts';

/** What changes values, by name; `all`, `neq` and our `other` are of the item (specification, appendix "Modifiers"). */
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
  base64,
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
  let count = 0;
  const of = draft.of.map((one) => {
    const changed = modify(one, context);
    count += spellingsIn(changed);
    if (count > MOST_SPELLINGS) throw tooMany(context);
    return changed;
  });
  return { is: 'any', of };
}

function spellingsIn(draft: Draft): number {
  if (draft.is !== 'any') return 1;
  return draft.of.reduce((count, one) => count + spellingsIn(one), 0);
}

/** The modifiers that make no sense over a whole record. */
export const FIELD_ONLY: readonly string[] = [
  ...['exists', 'other', 'cidr', 'fieldref', 'lt', 'lte', 'gt', 'gte'],
  ...['minute', 'hour', 'day', 'week', 'month', 'year'],
];

type Place = 'contains' | 'startswith' | 'endswith';

function partial(how: Place): Modifier {
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
function openRegex(pattern: string, how: Place): string {
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

function base64(draft: Draft, context: ModifierContext): Draft {
  const text = needText(draft, context);
  const encoded = bytesOf(text, context).toString('base64');
  return { is: 'text', pieces: [encoded], cased: text.cased };
}

function offsets(draft: Draft, context: ModifierContext): Draft {
  const text = needText(draft, context);
  const spellings = toBase64Offsets(bytesOf(text, context), context.line);
  return anyOf(spellings.map((one) => ({ is: 'text', pieces: [one], cased: text.cased })));
}

function utf16(order: Utf16): Modifier {
  return (draft, context) => {
    const text = needText(draft, context);
    const { name, line } = context;
    if (text.isBytes) throw new Fault(`The value of ${name} is encoded already.`, line);
    return { ...text, pieces: mapPlain(text.pieces, (one) => toUtf16(one, order)), isBytes: true };
  };
}

function marked(draft: Draft, context: ModifierContext): Draft {
  const text = needText(utf16('utf16le')(draft, context), context);
  return { ...text, pieces: joinPlain([BYTE_ORDER_MARK, ...text.pieces]) };
}
