export { type DuckDBOptions, openDuckDB } from './duckdb/duckdb.ts';
export type {
  AttributionAnswer,
  CallAttribution,
  Engine,
  JsonValue,
  LakePart,
  LakeSnapshot,
  PlaceOf,
  QueryResult,
  ResultColumn,
  Row,
  RunOptions,
  SqlDetails,
} from './engine.ts';
export { type NamedRow, namedRows, rowsOf } from './rows.ts';
