/** Tables of the lake, one for each kind of record. */
export type TableKind = 'events' | 'network' | 'insights' | 'aggregated';

/**
 * `varchar`: the characters of a JSON string, else the value's text as it stands in the record; null is NULL.
 * `row`, `array` (of rows) and `map` (varchar to varchar) are Athena's; `bigint` and `timestamp` (microseconds,
 * UTC) occur in derived columns only.
 */
export type ColumnType =
  | { readonly is: 'varchar' }
  | { readonly is: 'bigint' }
  | { readonly is: 'timestamp' }
  | { readonly is: 'map' }
  | { readonly is: 'row'; readonly fields: readonly Field[] }
  | { readonly is: 'array'; readonly fields: readonly Field[] };

export interface Field {
  /** Lower case, as in Athena. */
  readonly name: string;
  /** The record's own key, in AWS's spelling; matched without case. */
  readonly key: string;
  readonly type: ColumnType;
}

/**
 * Where a column comes from. `athena`: Athena's documented table, and what `SELECT *` shows. The others are
 * hidden from `*` and answer to their name: `added`, a field AWS added since; `lifted`, a leaf of a row that
 * also stands alone, so that predicates on it prune; `derived`, computed while decoding.
 */
export type Place = 'athena' | 'added' | 'lifted' | 'derived';

export interface Column extends Field {
  readonly place: Place;
  /** Keys from the record's root to the value; empty for a derived column. */
  readonly path: readonly string[];
  /** The eventVersion that brought it, `-` where AWS names none. */
  readonly since: string;
  readonly meaning: string;
  /** The text is JSON wherever AWS writes an object. */
  readonly json?: boolean;
  /** A Bloom filter lets a needle skip parts. */
  readonly bloom?: boolean;
}

export interface Table {
  readonly kind: TableKind;
  /** The name people query. */
  readonly name: string;
  readonly meaning: string;
  readonly columns: readonly Column[];
  /** Record path of the time that says which day a row belongs to. */
  readonly timePath: readonly string[];
}
