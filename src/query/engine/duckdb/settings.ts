import { basename, dirname, join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quoted } from '../../sql/index.ts';
import type { LakeSnapshot } from '../engine.ts';

/** NULLs at the end, as in Trino. A chunk of a part is read in one piece, a footer once. */
const SETTINGS = [
  "TimeZone = 'UTC'",
  "default_null_order = 'nulls_last'",
  'errors_as_json = true',
  'parquet_metadata_cache = true',
  'prefetch_all_parquet_files = true',
];
/** What they take out of a TRY fails outside it. */
const CAREFUL = "disabled_optimizers = 'common_subexpressions,in_clause'";
/** Parts never change, so that nobody need look whether they have; an output may. */
const TRUST = "validate_external_file_cache = 'NO_VALIDATION'";

interface Reach {
  readonly snapshot: LakeSnapshot;
  readonly output?: string;
}

export async function applySettings(
  connection: DuckDBConnection,
  { output, careful }: Pick<Reach, 'output'> & { readonly careful: boolean },
) {
  const settings = [...SETTINGS, ...(output ? [] : [TRUST]), ...(careful ? [CAREFUL] : [])];
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
