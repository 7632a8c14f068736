/** A Trino type. In DuckDB each has one representation, see `duckdbType`. */
export type Type =
  | SimpleType
  | DecimalType
  | TextType
  | TimeType
  | ArrayType
  | MapType
  | RowType
  | FunctionType;

/** `unknown` is the type of NULL: it fits everywhere. */
export interface SimpleType {
  readonly is:
    | 'unknown'
    | 'boolean'
    | 'tinyint'
    | 'smallint'
    | 'integer'
    | 'bigint'
    | 'real'
    | 'double'
    | 'varbinary'
    | 'json'
    | 'date'
    | 'interval-day'
    | 'interval-year'
    | 'ipaddress'
    | 'uuid';
}
export interface DecimalType {
  readonly is: 'decimal';
  /** 1 to 38. */
  readonly precision: number;
  readonly scale: number;
}
/** `length` absent: varchar without a limit. Of char it is never absent. */
export interface TextType {
  readonly is: 'varchar' | 'char';
  readonly length?: number;
}
export interface TimeType {
  readonly is: 'time' | 'time-zoned' | 'timestamp' | 'timestamp-zoned';
  /** Digits of the second's fraction, 0 to 12; DuckDB holds 6. */
  readonly precision: number;
  /**
   * Of a zoned type, where the query fixes it: the zone that values are shown in (`UTC`, `+02:00`, `Europe/Berlin`).
   * DuckDB holds the instant alone. Never part of the comparison of types.
   */
  readonly zone?: string;
}
export interface ArrayType {
  readonly is: 'array';
  readonly of: Type;
}
export interface MapType {
  readonly is: 'map';
  readonly key: Type;
  readonly value: Type;
}
export interface RowType {
  readonly is: 'row';
  readonly fields: readonly RowField[];
}
export interface RowField {
  /** Absent: a field without a name. */
  readonly name?: string;
  readonly type: Type;
}
/** Of a lambda; never a column's. */
export interface FunctionType {
  readonly is: 'function';
  readonly params: readonly Type[];
  readonly result: Type;
}
