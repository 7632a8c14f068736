import type { Heading } from './model.ts';

/** Gives every document an id of its own, in order: a second use of one becomes `<id>#2`, and is told. */
export function uniqueIds(): <T extends Heading>(document: T) => T {
  const taken = new Set<string>();
  const uses = new Map<string, number>();
  return (document) => {
    const { id: written, hasOwnId, warnings } = document;
    let id = written;
    while (taken.has(id)) {
      const use = (uses.get(written) ?? 1) + 1;
      uses.set(written, use);
      id = `${written}#${use}`;
    }
    taken.add(id);
    if (id === written) return document;
    const what = hasOwnId ? `id ${written}` : 'file and title';
    const warning = `Another document has the same ${what}: this one answers to ${id}.`;
    return { ...document, id, warnings: [...warnings, warning] };
  };
}
