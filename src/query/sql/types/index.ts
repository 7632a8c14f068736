export {
  canCoerce,
  commonSuperType,
  decimalOf,
  isComparable,
  isFloating,
  isOrderable,
  isSameType,
} from './coercion.ts';
export { columnTypeName, displayName } from './display.ts';
export { duckdbType, fieldName } from './duckdb.ts';
export {
  arrayOf,
  BIGINT,
  BOOLEAN,
  char,
  DATE,
  DOUBLE,
  decimal,
  INTEGER,
  INTERVAL_DAY,
  INTERVAL_YEAR,
  isInteger,
  isNumber,
  isText,
  isTime,
  JSON_TYPE,
  timeOf,
  UNKNOWN,
  VARBINARY,
  VARCHAR,
  varchar,
} from './known.ts';
export type * from './type.ts';
