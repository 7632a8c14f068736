import type { Tree } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import type { Scalar, Yaml, YamlList, YamlMap } from '../yaml/tree.ts';
import { type Reading, readItem } from './item.ts';

/**
 * Reads what stands under the name of a selection: a map is an AND, a list an OR, scalars are keywords.
 * @throws Fault
 */
export function readSelection(name: string, value: Yaml, reading: Reading): Tree {
  switch (value.is) {
    case 'map':
      return readMap(name, value, reading);
    case 'list':
      return readList(name, value, reading);
    case 'scalar':
      return keywords([value], reading);
    default:
      return value satisfies never;
  }
}

function readMap(name: string, map: YamlMap, reading: Reading): Tree {
  const items = map.entries.map((entry) => readItem(entry, entry.value, reading));
  return joined('and', items, () => new Fault(`The selection ${name} is empty.`, map.line));
}

/** Scalars of a mixed list are keywords together, where the first of them stands. */
function readList(name: string, list: YamlList, reading: Reading): Tree {
  const scalars = list.items.filter((item) => item.is === 'scalar');
  const trees = list.items.flatMap((item): readonly Tree[] => {
    if (item.is !== 'scalar') return [readSelection(name, item, reading)];
    return item === scalars[0] ? [keywords(scalars, reading)] : [];
  });
  return joined('or', trees, () => new Fault(`The selection ${name} is empty.`, list.line));
}

function keywords(scalars: readonly Scalar[], reading: Reading): Tree {
  const line = scalars[0]?.line ?? 0;
  return readItem({ key: '', line }, { is: 'list', items: scalars, line }, reading);
}

/** One alone needs no AND around it. */
export function joined<T>(
  is: 'and' | 'or',
  of: readonly T[],
  whenEmpty: () => Fault,
): T | { readonly is: 'and' | 'or'; readonly of: readonly T[] } {
  const [only] = of;
  if (only === undefined) throw whenEmpty();
  return of.length === 1 ? only : { is, of };
}
