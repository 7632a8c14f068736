import { Fault } from '../yaml/fault.ts';
import { textAt, valueAt } from '../yaml/keys.ts';
import type { Entry, YamlMap } from '../yaml/tree.ts';

/** What a document is with what those before it lay under it; undefined: it was only for those that follow. */
export type Actions = (map: YamlMap) => YamlMap | undefined;

/**
 * Follows `action` through one file (specification 1.0, "Rule Collections"): `global` lies under all that follow until a
 * `reset`, `repeat` is the document before with something changed.
 */
export function actions(): Actions {
  let under: YamlMap | undefined;
  let before: YamlMap | undefined;
  return (map) => {
    const action = textAt(map, 'action');
    const own = { ...map, entries: map.entries.filter(({ key }) => key !== 'action') };
    switch (action) {
      case undefined:
        before = merged(under, own);
        return before;
      case 'repeat':
        if (!before) throw new Fault('It repeats, and there is nothing before it.', map.line);
        before = merged(before, own);
        return before;
      case 'global':
        under = merged(under, own);
        return undefined;
      case 'reset':
        under = undefined;
        return undefined;
      default:
        throw new Fault(`The action ${action} is not known.`, valueAt(map, 'action')?.line);
    }
  };
}

/** Maps are merged key by key; of all else what lies above is left. */
function merged(under: YamlMap | undefined, over: YamlMap): YamlMap {
  if (!under) return over;
  const above = new Map(over.entries.map((entry) => [entry.key, entry]));
  const kept = under.entries.map((entry) => mergedEntry(entry, above.get(entry.key)));
  const known = new Set(under.entries.map(({ key }) => key));
  return { ...over, entries: [...kept, ...over.entries.filter(({ key }) => !known.has(key))] };
}

function mergedEntry(under: Entry, over: Entry | undefined): Entry {
  if (!over) return under;
  if (under.value.is !== 'map' || over.value.is !== 'map') return over;
  return { ...over, value: merged(under.value, over.value) };
}
