export { type DuckDBOptions, openDuckDB } from './duckdb/duckdb.ts';
export type {
  Engine,
  JsonValue,
  LakeSnapshot,
  QueryResult,
  ResultColumn,
  Row,
  RunOptions,
} from './engine.ts';
