import type { ColumnType, Field } from '../../../cloudtrail/columns/index.ts';
import { BIGINT, type Type, VARCHAR } from '../types/index.ts';

/** Microseconds, as the lake keeps times. */
const TIMESTAMP: Type = { is: 'timestamp', precision: 6 };
export const TEXT_MAP: Type = { is: 'map', key: VARCHAR, value: VARCHAR };

/** The Trino type of a stored column. */
export function trinoType(type: ColumnType): Type {
  switch (type.is) {
    case 'varchar':
      return VARCHAR;
    case 'bigint':
      return BIGINT;
    case 'timestamp':
      return TIMESTAMP;
    case 'map':
      return TEXT_MAP;
    case 'row':
      return rowOf(type.fields);
    case 'array':
      return { is: 'array', of: rowOf(type.fields) };
  }
}

function rowOf(fields: readonly Field[]): Type {
  return { is: 'row', fields: fields.map(({ name, type }) => ({ name, type: trinoType(type) })) };
}
