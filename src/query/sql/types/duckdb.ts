import { named } from '../typed.ts';
import type { RowType, SimpleType, Type } from './type.ts';

const SIMPLE: Readonly<Record<SimpleType['is'], string>> = {
  unknown: 'INTEGER',
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  varbinary: 'BLOB',
  json: 'VARCHAR',
  date: 'DATE',
  'interval-day': 'INTERVAL',
  'interval-year': 'INTERVAL',
  ipaddress: 'BLOB',
  uuid: 'UUID',
};

/**
 * What holds a Trino type in DuckDB.
 *
 * - json: VARCHAR, the JSON text; - char(n): VARCHAR without the spaces at its end; - ipaddress: BLOB of 16 bytes,
 *   v4 mapped (`::ffff:a.b.c.d`); - interval day to second: INTERVAL of days and microseconds, year to month: of months;
 * - timestamp: TIMESTAMP, microseconds; with zone: TIMESTAMPTZ, the instant alone; - row: STRUCT, see `fieldName`.
 */
export function duckdbType(type: Type): string {
  switch (type.is) {
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'varchar':
    case 'char':
      return 'VARCHAR';
    case 'time':
      return 'TIME';
    case 'time-zoned':
      return 'TIMETZ';
    case 'timestamp':
      return 'TIMESTAMP';
    case 'timestamp-zoned':
      return 'TIMESTAMPTZ';
    case 'array':
      return `${duckdbType(type.of)}[]`;
    case 'map':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    case 'row':
      return `STRUCT(${type.fields
        .map((field, at) => `${named(fieldName(type, at))} ${duckdbType(field.type)}`)
        .join(', ')})`;
    case 'function':
      throw new Error('A lambda has no representation.');
    default:
      return SIMPLE[type.is];
  }
}

/** A row's field in DuckDB: its name in lower case; `f1`, `f2`, by place, without a name or where another has it. */
export function fieldName(row: RowType, at: number): string {
  const name = row.fields[at]?.name?.toLowerCase();
  const isTaken = row.fields.slice(0, at).some((field) => field.name?.toLowerCase() === name);
  return name === undefined || isTaken ? `f${at + 1}` : name;
}
