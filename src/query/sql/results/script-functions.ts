import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBType,
  DuckDBValue,
  DuckDBVector,
} from '@duckdb/node-api';
import { messageOf } from '../../../base/errors/index.ts';
import type { ScriptFunction, ScriptType, ScriptValue } from '../functions/contract.ts';
import { forgiving } from '../typed.ts';

/** DuckDB's API, loaded by whoever opens a database: nothing else here needs it. */
type Api = typeof import('@duckdb/node-api');

function typeOf(type: ScriptType, api: Api): DuckDBType {
  if (type === 'VARCHAR[]') return api.LIST(api.VARCHAR);
  return api[type];
}

/**
 * Makes functions in JavaScript known to a connection's database, under their own names. A call costs about a
 * microsecond a row, on the main thread. What a function throws reaches the query as its error's message; under its
 * second name (see `attempted`) it gives NULL.
 */
export function registerScripts(
  connection: DuckDBConnection,
  scripts: readonly ScriptFunction[],
  api: Api,
): void {
  for (const script of scripts) {
    register(connection, script, api);
    register(
      connection,
      { ...script, name: forgiving(script.name), call: nullOnFailure(script) },
      api,
    );
  }
}

function nullOnFailure({ call }: ScriptFunction): ScriptFunction['call'] {
  return (...args) => {
    try {
      return call(...args);
    } catch {
      return null;
    }
  };
}

function register(connection: DuckDBConnection, script: ScriptFunction, api: Api): void {
  connection.registerScalarFunction(
    api.DuckDBScalarFunction.create({
      name: script.name,
      returnType: typeOf(script.result, api),
      parameterTypes: script.args.map((type) => typeOf(type, api)),
      specialHandling: script.takesNulls ?? false,
      mainFunction: (info, input, output) => {
        try {
          callRows({ script, api }, input, output as WritableVector);
        } catch (error) {
          clearRows(input.rowCount, output as WritableVector);
          info.setError(messageOf(error));
        }
      },
    }),
  );
}

/** The vectors that results are written to; the library's base class leaves the setter out. */
interface WritableVector extends DuckDBVector {
  setItem(row: number, value: DuckDBValue): void;
}

function callRows(
  { script, api }: { readonly script: ScriptFunction; readonly api: Api },
  input: DuckDBDataChunk,
  output: WritableVector,
): void {
  const columns = script.args.map((_, at) => input.getColumnVector(at));
  for (let row = 0; row < input.rowCount; row++) {
    const args = columns.map((column) => toScript(column.getItem(row), api));
    const isSkipped = !script.takesNulls && args.includes(null);
    output.setItem(row, isSkipped ? null : toDuckDB(script.call(...args), api));
  }
  output.flush();
}

function clearRows(count: number, output: WritableVector): void {
  for (let row = 0; row < count; row++) output.setItem(row, null);
  output.flush();
}

function toScript(value: DuckDBValue, api: Api): ScriptValue {
  if (value instanceof api.DuckDBListValue) return value.items as readonly (string | null)[];
  if (value instanceof api.DuckDBBlobValue) return value.bytes;
  return value as ScriptValue;
}

function toDuckDB(value: ScriptValue, api: Api): DuckDBValue {
  if (value instanceof Uint8Array) return api.blobValue(value);
  if (Array.isArray(value)) return api.listValue(value as readonly (string | null)[]);
  return value as DuckDBValue;
}
