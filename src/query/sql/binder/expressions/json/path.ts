import type { Item } from './items.ts';

/** A path of SQL/JSON: `lax $.a[*] ? (@.b > 1)`. */
export interface Path {
  readonly isLax: boolean;
  readonly root: PathNode;
}

export type PathNode =
  | { readonly is: 'context' | 'current' | 'last' }
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'literal'; readonly value: Item }
  | { readonly is: 'member'; readonly of: PathNode; readonly name: string }
  | { readonly is: 'members' | 'elements'; readonly of: PathNode }
  | { readonly is: 'subscript'; readonly of: PathNode; readonly ranges: readonly Range[] }
  | { readonly is: 'filter'; readonly of: PathNode; readonly test: Predicate }
  | { readonly is: 'method'; readonly of: PathNode; readonly name: string }
  | { readonly is: 'negate' | 'plus'; readonly of: PathNode }
  | {
      readonly is: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/' | '%';
      readonly left: PathNode;
      readonly right: PathNode;
    };

export interface Range {
  readonly from: PathNode;
  readonly to?: PathNode;
}

export type Predicate =
  | { readonly is: 'and' | 'or'; readonly left: Predicate; readonly right: Predicate }
  | { readonly is: 'not' | 'unknown'; readonly of: Predicate }
  | { readonly is: 'exists'; readonly path: PathNode }
  | { readonly is: 'starts-with'; readonly path: PathNode; readonly prefix: PathNode }
  | {
      readonly is: 'compare';
      readonly operator: '==' | '<>' | '<' | '<=' | '>' | '>=';
      readonly left: PathNode;
      readonly right: PathNode;
    };

/** What Trino's own paths do not have, though the standard does. */
export class UnsupportedPath extends Error {
  override readonly name = 'UnsupportedPath';
}
