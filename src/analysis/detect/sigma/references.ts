import type { Place } from './model.ts';
import { Fault } from './yaml/fault.ts';
import { hint } from './yaml/keys.ts';

/** Who names something. */
export interface Namer {
  readonly place: Place;
  readonly pack?: string | undefined;
}

/** What a correlation or a filter may name. */
export interface Named {
  /** With the id that it has in the collection; a refused document may lack anything. */
  readonly heading: Namer & {
    readonly id?: string;
    readonly name?: string;
    readonly title?: string;
  };
  /** As the author wrote it: several may have the same. */
  readonly writtenId?: string | undefined;
}

/**
 * What a reference means: an id, else a name, else a title of the same file, else one of the same pack.
 * @throws Fault for one that means nothing, or several
 */
export function find<T extends Named>(reference: string, from: Namer, named: readonly T[]): T {
  const others = named.filter(({ heading }) => !isSame(heading, from));
  const ways: readonly ((one: T) => boolean)[] = [
    ({ heading, writtenId }) => writtenId === reference || heading.id === reference,
    ({ heading }) => heading.name === reference,
    ({ heading }) => heading.title === reference && heading.place.file === from.place.file,
    ({ heading }) => heading.title === reference && heading.pack === from.pack,
  ];
  for (const way of ways) {
    const [found, second] = others.filter(way);
    if (found && second) throw new Fault(`${reference} names several rules.`);
    if (found) return found;
  }
  const known = others.flatMap(({ heading: { name, title, pack } }) => [
    ...(name === undefined ? [] : [name]),
    ...(title === undefined || pack !== from.pack ? [] : [title]),
  ]);
  throw new Fault(`It names the rule ${reference}, which is not there.${hint(reference, known)}`);
}

function isSame(heading: Namer, from: Namer): boolean {
  return (
    heading.pack === from.pack &&
    heading.place.file === from.place.file &&
    heading.place.document === from.place.document
  );
}
