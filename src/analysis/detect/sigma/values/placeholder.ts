import { Fault } from '../yaml/fault.ts';
import { hint } from '../yaml/keys.ts';
import { MOST_SPELLINGS, type ModifierContext, tooMany } from './modifier.ts';

/** `%name%` between texts, or an escaped percent. */
const NAME = /\\%|%([\w.-]+)%/g;

type Part = string | { readonly name: string };

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of text.matchAll(NAME)) {
    parts.push(text.slice(end, found.index));
    parts.push(found[1] === undefined ? '%' : { name: found[1] });
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== '');
}

/** One filling of a text: pieces as they stand in it, and the list's values. */
export type Filling = readonly (string | { readonly value: string | number })[];

/**
 * Every way to fill the placeholders of a text: none where a list is empty, which matches nothing.
 * @throws Fault for a name that has no list
 */
export function fillings(text: string, context: ModifierContext): readonly Filling[] {
  return partsOf(text).reduce<readonly Filling[]>(
    (heads, part) => {
      const next = typeof part === 'string' ? [part] : valuesOf(part.name, context);
      if (heads.length * next.length > MOST_SPELLINGS) throw tooMany(context);
      return heads.flatMap((head) => next.map((one) => [...head, one]));
    },
    [[]],
  );
}

function valuesOf(
  name: string,
  { placeholders, line }: ModifierContext,
): readonly { readonly value: string | number }[] {
  const values = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
  if (values === undefined) {
    const guess = hint(name, Object.keys(placeholders));
    throw new Fault(`There is no list for the placeholder %${name}%.${guess}`, line);
  }
  return values.map((value) => ({ value }));
}
