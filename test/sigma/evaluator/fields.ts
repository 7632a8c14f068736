import { fold } from './values.ts';

export type Dictionary = Readonly<Record<string, unknown>>;

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a field. */
export interface Found {
  /** Something is there, be it null or an empty array. */
  readonly present: boolean;
  /** Missing, or JSON null. */
  readonly isNull: boolean;
  /** Every value that is not null; arrays are opened, objects are not. */
  readonly leaves: readonly unknown[];
}

export type Lookup = (field: string) => Found;

// Columns whose inner names are columns' names too, which SQL compares without regard to case; what is kept as JSON
// text has keys that AWS spells one way.
const ROWS = new Set(['useridentity', 'resources', 'tlsdetails', 'addendum']);

/** Fields of a record, and those that are computed beside it. */
export function lookupIn(record: Dictionary, virtual: Dictionary = {}): Lookup {
  return (field) => {
    const computed = keysLike(virtual, field, false).at(0);
    return foundIn(
      computed === undefined ? reach(record, field.split('.'), 0) : [virtual[computed]],
    );
  };
}

function foundIn(reached: readonly unknown[]): Found {
  const there = reached.filter((value) => value !== undefined);
  const members = there.flatMap(membersOf);
  return {
    present: there.length > 0,
    isNull: there.length === 0 || members.includes(null),
    leaves: members.filter((member) => member !== null),
  };
}

function membersOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap(membersOf) : [value];
}

/** Walks a dotted path through objects and every member of arrays; a key that holds the dots itself wins. */
function reach(
  node: unknown,
  path: readonly string[],
  depth: number,
  exact = false,
): readonly unknown[] {
  if (path.length === 0) return [node];
  if (Array.isArray(node)) return node.flatMap((member) => reach(member, path, depth, exact));
  if (!isDictionary(node)) return [];
  for (let length = path.length; length > 0; length -= 1) {
    const key = keysLike(node, path.slice(0, length).join('.'), exact).at(0);
    if (key === undefined) continue;
    const isExact = depth === 0 ? !ROWS.has(fold(key)) : exact;
    const reached = reach(node[key], path.slice(length), depth + 1, isExact);
    if (reached.length > 0) return reached;
  }
  return [];
}

function keysLike(node: Dictionary, name: string, exact: boolean): readonly string[] {
  if (Object.hasOwn(node, name)) return [name];
  return exact ? [] : Object.keys(node).filter((key) => fold(key) === fold(name));
}
