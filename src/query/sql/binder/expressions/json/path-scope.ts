import { type Item, isArray } from './items.ts';

/** A path that a value has nothing for, in strict mode; or an operand of a wrong kind. */
export class PathError extends Error {
  override readonly name = 'PathError';
}

export interface PathScope {
  readonly isLax: boolean;
  readonly context: Item;
  readonly variables: ReadonlyMap<string, Item>;
  /** What `@` is, inside a filter. */
  readonly current?: Item;
  /** The array that a subscript looks into: `last` is its end. */
  readonly array?: readonly Item[];
}

/** In lax mode an array stands for its elements. */
export function unwrapped(items: readonly Item[], { isLax }: PathScope): readonly Item[] {
  return isLax ? items.flatMap((item) => (isArray(item) ? item : [item])) : items;
}
