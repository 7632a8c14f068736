import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoted } from '../../sql/index.ts';
import type { LakeSnapshot } from '../engine.ts';

/**
 * Trino's ways: division of integers, which macros keep as it is when they are made, and NULLs at the end. A chunk of
 * a part is read in one piece, a footer once.
 */
const SETTINGS = [
  "TimeZone = 'UTC'",
  'integer_division = true',
  "default_null_order = 'nulls_last'",
  'errors_as_json = true',
  'parquet_metadata_cache = true',
  'prefetch_all_parquet_files = true',
];
/** Parts never change, so that nobody need look whether they have; an output may. */
const TRUST = "validate_external_file_cache = 'NO_VALIDATION'";

interface Reach {
  readonly snapshot: LakeSnapshot;
  readonly output?: string;
}

/** Has to come before the macros are made. */
export async function applySettings(connection: DuckDBConnection, { output }: Reach) {
  const settings = output ? SETTINGS : [...SETTINGS, TRUST];
  for (const setting of settings) await connection.run(`SET ${setting}`);
}

/** Only SQL that was printed from a bound tree gets here; should a fault slip through, it reaches no other file. */
export async function fence(connection: DuckDBConnection, { snapshot, output }: Reach) {
  const files = Object.values(snapshot.parts).flatMap((parts) => parts.map(({ path }) => path));
  // DuckDB replaces a file that is there through one of this name.
  if (output) files.push(output, join(dirname(output), `tmp_${basename(output)}`));
  await connection.run(`SET allowed_paths = [${files.map(quoted).join(', ')}]`);
  await connection.run('SET enable_external_access = false; SET lock_configuration = true');
}
