import type { Found, Lookup } from './fields.ts';
import { leafTest } from './leaves.ts';
import { type Modifiers, readModifiers } from './modifiers.ts';
import { refuse } from './refused.ts';
import type { Placeholders } from './texts.ts';
import { contains, endsWith, type Piece, startsWith, textOf, textTest } from './values.ts';

/** What an item is asked over: the record's fields, and for keywords all of its values. */
export interface Subject {
  readonly lookup: Lookup;
  readonly all: Found;
}

export type Test = (subject: Subject) => boolean;
type FoundTest = (found: Found, subject: Subject) => boolean;

/** One `field|modifiers: values` of a selection; keywords have no field. */
export function readItem(key: string, value: unknown, placeholders: Placeholders): Test {
  const [field = '', ...names] = key.split('|');
  const modifiers = readModifiers(names);
  if (field === '' && modifiers.kind === 'exists') refuse('exists needs a field');
  const wanted = field === '' ? keywordModifiers(modifiers) : modifiers;
  const values = listOf(value);
  if (field === '' && values.includes(null)) refuse('null needs a field');
  if (wanted.isOther) return otherTest(field, values, { modifiers, placeholders });
  const tests = values.map((one) => readValue(one, wanted, placeholders));
  return (subject) => {
    const found = field === '' ? subject.all : subject.lookup(field);
    const holds = (test: FoundTest) => test(found, subject);
    return (wanted.isAll ? tests.every(holds) : tests.some(holds)) !== wanted.isNegated;
  };
}

/** Whether a value stands at the field that none of those given is; an object is its text. */
function otherTest(
  field: string,
  values: readonly unknown[],
  {
    modifiers,
    placeholders,
  }: { readonly modifiers: Modifiers; readonly placeholders: Placeholders },
): Test {
  if (field === '') refuse('other needs a field');
  if (values.includes(null)) refuse('other is of values, and null is none');
  const tests = values.map((one) => readValue(one, modifiers, placeholders));
  return (subject) => {
    const isOther = (leaf: unknown) => {
      const own = typeof leaf === 'object' ? textOf(leaf) : leaf;
      const found = { ...subject.lookup(field), leaves: [own] };
      return !tests.some((test) => test(found, subject));
    };
    return subject.lookup(field).leaves.some(isOther) !== modifiers.isNegated;
  };
}

/** An empty list asks for null, as a list of null does. */
function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  return value.length === 0 ? [null] : value;
}

/** A keyword stands anywhere in a value, unless its modifiers say where. */
function keywordModifiers(modifiers: Modifiers): Modifiers {
  if (modifiers.kind !== 'text' || modifiers.partial !== undefined) return modifiers;
  return { ...modifiers, texts: [...modifiers.texts, 'contains'], partial: 'contains' };
}

function readValue(value: unknown, modifiers: Modifiers, placeholders: Placeholders): FoundTest {
  switch (modifiers.kind) {
    case 'exists':
      if (typeof value !== 'boolean') refuse('exists is true or false');
      return (found) => found.present === value;
    case 'fieldref':
      return fieldTest(textOf(value ?? refuse('fieldref names a field')), modifiers);
    default: {
      if (value === null && modifiers.kind === 'text' && modifiers.texts.length === 0) {
        return (found) => found.isNull;
      }
      const test = leafTest(value, modifiers, placeholders);
      return (found) => found.leaves.some(test);
    }
  }
}

/** Any value of the one field against any of the other; a field without values equals none. */
function fieldTest(other: string, modifiers: Modifiers): FoundTest {
  return (found, subject) =>
    subject.lookup(other).leaves.some((leaf) => {
      const test = textTest(around([textOf(leaf)], modifiers), modifiers.isCased);
      return found.leaves.some((own) => test(textOf(own)));
    });
}

function around(pieces: readonly Piece[], { partial }: Modifiers): readonly Piece[] {
  if (partial === 'contains') return contains(pieces);
  if (partial === 'startswith') return startsWith(pieces);
  return partial === 'endswith' ? endsWith(pieces) : pieces;
}
