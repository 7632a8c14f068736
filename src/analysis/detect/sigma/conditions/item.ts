import type { Compared, Item, Value } from '../model.ts';
import { type Draft, finish } from '../values/draft.ts';
import type { Placeholders } from '../values/modifier.ts';
import { FIELD_ONLY, MODIFIERS, modify } from '../values/modifiers.ts';
import { Fault } from '../yaml/fault.ts';
import { hint } from '../yaml/keys.ts';
import type { Scalar, Yaml } from '../yaml/tree.ts';

/** What reading a detection needs to know, and whom it tells what is odd. */
export interface Reading {
  readonly placeholders: Placeholders;
  readonly warn: (sentence: string) => void;
}

/** A key of a selection, taken apart. */
interface Key {
  readonly key: string;
  /** Empty for keywords. */
  readonly field: string;
  readonly modifiers: readonly string[];
  readonly line: number;
}

/** They say how values are joined, not what one value is. */
const JOINING = ['all', 'neq', 'other'];

/**
 * Reads `field|modifiers: values` of a selection, modifiers in the order written; an empty key asks for keywords.
 * @throws Fault
 */
export function readItem(
  { key, line }: Pick<Key, 'key' | 'line'>,
  value: Yaml,
  reading: Reading,
): Item {
  const parsed = parseKey(key, line);
  const scalars = scalarsOf(value, parsed);
  if (parsed.field.includes('['))
    reading.warn(`${parsed.field}: brackets are part of the name here.`);
  const all = parsed.modifiers.includes('all');
  if (all && scalars.length === 1) reading.warn(`${key} has one value: all says nothing there.`);
  return {
    is: 'item',
    ...(parsed.field === '' ? {} : { field: parsed.field }),
    values: joined(
      scalars.map((scalar) => readValue(scalar, parsed, reading)),
      parsed,
    ),
    all,
    negated: parsed.modifiers.includes('neq'),
    key,
    line,
  };
}

function parseKey(key: string, line: number): Key {
  const [field = '', ...modifiers] = key.split('|');
  if (/\[(?:any|all|none)\]/.test(field)) {
    throw new Fault(`${field}: brackets in a field need sigma-version 3, which is not read.`, line);
  }
  for (const name of modifiers) checkModifier(name, { key, field, modifiers, line });
  return { key, field, modifiers, line };
}

function checkModifier(name: string, { key, field, modifiers, line }: Key): void {
  if (name === '') throw new Fault(`${key}: a modifier is missing.`, line);
  if (!Object.hasOwn(MODIFIERS, name) && !JOINING.includes(name)) {
    const known = [...Object.keys(MODIFIERS), ...JOINING];
    throw new Fault(`${key}: the modifier ${name} is not known.${hint(name, known)}`, line);
  }
  if (field === '' && FIELD_ONLY.includes(name)) {
    throw new Fault(`${key}: the modifier ${name} needs a field.`, line);
  }
  if (name === 'other' && modifiers.includes('all')) {
    throw new Fault(`${key}: other means none of the values already, without all.`, line);
  }
  if (name === 'exists' && modifiers.length > 1) {
    throw new Fault(`${key}: the modifier exists stands alone.`, line);
  }
}

/** Under `other` what the values are is one question: whether the field has one that none of them is. */
function joined(values: readonly Value[], { key, modifiers, line }: Key): readonly Value[] {
  if (!modifiers.includes('other')) return values;
  return [{ is: 'other', of: values.flatMap((value) => compared(value, { key, line })) }];
}

function compared(value: Value, place: Pick<Key, 'key' | 'line'>): readonly Compared[] {
  switch (value.is) {
    case 'any':
      return value.of.flatMap((one) => compared(one, place));
    case 'null':
    case 'exists':
    case 'time':
    case 'other':
      throw new Fault(
        `${place.key}: other takes texts, numbers, patterns and networks.`,
        place.line,
      );
    default:
      return [value];
  }
}

/** An empty list asks for null, as a list of null does. */
function scalarsOf(value: Yaml, { key, line }: Key): readonly Scalar[] {
  const items = value.is === 'list' ? value.items : [value];
  if (items.length === 0) return [{ is: 'scalar', value: null, text: '', line }];
  return items.map((item) => {
    if (item.is === 'scalar') return item;
    const what = item.is === 'map' ? 'a map: name what is within as field.key' : 'a list in a list';
    throw new Fault(`${key}: its value is ${what}.`, item.line);
  });
}

function readValue(scalar: Scalar, { field, modifiers }: Key, { placeholders }: Reading): Value {
  const { line } = scalar;
  if (field === '' && scalar.value === null) throw new Fault('null needs a field.', line);
  const draft = modifiers.reduce<Draft>(
    (before, name) => modify(before, { name, line, placeholders }),
    { is: 'written', scalar },
  );
  return finish(draft, line);
}
