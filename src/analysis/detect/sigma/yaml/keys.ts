import { nearest } from '../../../../base/text/index.ts';
import { Fault } from './fault.ts';
import type { Scalar, Yaml, YamlMap } from './tree.ts';

/** The value of a key; null counts as not there. */
export function valueAt(map: YamlMap, key: string): Yaml | undefined {
  const value = map.entries.find((entry) => entry.key === key)?.value;
  return value && isNothing(value) ? undefined : value;
}

export function isNothing(value: Yaml): boolean {
  return value.is === 'scalar' && value.value === null;
}

export function mapAt(map: YamlMap, key: string): YamlMap | undefined {
  const value = valueAt(map, key);
  if (!value || value.is === 'map') return value;
  throw new Fault(`${key} is no map.`, value.line);
}

/** A text, or whatever is written as one: numbers and booleans as they stand in the file. */
export function textAt(map: YamlMap, key: string): string | undefined {
  const value = valueAt(map, key);
  if (!value) return undefined;
  if (value.is !== 'scalar') throw new Fault(`${key} is no text.`, value.line);
  return value.text;
}

/** One text or a list of them; `[]` where there is none. */
export function textsAt(map: YamlMap, key: string): readonly string[] {
  const value = valueAt(map, key);
  return value ? scalarsOf(value, key).map(({ text }) => text) : [];
}

function scalarsOf(value: Yaml, key: string): readonly Scalar[] {
  if (value.is === 'scalar') return [value];
  if (value.is === 'map') throw new Fault(`${key} is neither a text nor a list.`, value.line);
  return value.items
    .filter((item) => !isNothing(item))
    .map((item) => {
      if (item.is === 'scalar') return item;
      throw new Fault(`${key} holds something else than texts.`, item.line);
    });
}

export function flagAt(map: YamlMap, key: string): boolean | undefined {
  const value = valueAt(map, key);
  if (!value) return undefined;
  if (value.is === 'scalar' && typeof value.value === 'boolean') return value.value;
  throw new Fault(`${key} is neither true nor false.`, value.line);
}

/** A number; a text that is one counts. */
export function numberOf({ value, text }: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[-+]?\d+(?:\.\d+)?$/.test(text)) return undefined;
  return Number(text);
}

/** A single letter is near to everything, and what is too long takes too long to compare. */
const [SHORTEST, LONGEST] = [2, 100];

/** ` Did you mean X?`, or nothing where nothing is near. */
export function hint(word: string, candidates: readonly string[]): string {
  if (word.length < SHORTEST || word.length > LONGEST) return '';
  const others = candidates.filter((candidate) => candidate !== word);
  const meant = nearest(word, others);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

/** A YAML tree as a plain value. */
export function plainOf(value: Yaml): unknown {
  switch (value.is) {
    case 'scalar':
      return value.value;
    case 'list':
      return value.items.map(plainOf);
    case 'map':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plainOf(entry.value)]));
    default:
      return value satisfies never;
  }
}
