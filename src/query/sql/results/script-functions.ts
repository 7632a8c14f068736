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
export type DuckDBApi = typeof import('@duckdb/node-api');

function typeOf(type: ScriptType, api: DuckDBApi): DuckDBType {
  if (type === 'VARCHAR[]') return api.LIST(api.VARCHAR);
  return api[type];
}

/** The form of a function that gives NULL where the function fails, by the name that TRY calls. */
export function sparing({ name, call, ...script }: ScriptFunction): ScriptFunction {
  return {
    ...script,
    name: forgiving(name),
    call: (...args) => {
      try {
        return call(...args);
      } catch {
        return null;
      }
    },
  };
}

/**
 * The form of a function that may fail, under a name of its own: it wants its arguments twice. DuckDB calls a function
 * of one column for all values of the column's dictionary, also for those of rows that a filter has taken out, and is
 * left with a half-written one when that fails (`TryExecuteDictionaryExpression` in 1.5.6).
 */
export function failing({ name, args, call, ...script }: ScriptFunction): ScriptFunction {
  return { ...script, name: name.replace(/^tg_/, 'tgf_'), args: [...args, ...args], call };
}

/**
 * Makes a function in JavaScript known to a connection's database. A call costs about a microsecond a row, on the main
 * thread. What it throws reaches the query as its error's message.
 */
export function registerScript(
  connection: DuckDBConnection,
  script: ScriptFunction,
  api: DuckDBApi,
): void {
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
  { script, api }: { readonly script: ScriptFunction; readonly api: DuckDBApi },
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

function toScript(value: DuckDBValue, api: DuckDBApi): ScriptValue {
  if (value instanceof api.DuckDBListValue) return value.items as readonly (string | null)[];
  if (value instanceof api.DuckDBBlobValue) return value.bytes;
  return value as ScriptValue;
}

function toDuckDB(value: ScriptValue, api: DuckDBApi): DuckDBValue {
  if (value instanceof Uint8Array) return api.blobValue(value);
  if (Array.isArray(value)) return api.listValue(value as readonly (string | null)[]);
  return value as DuckDBValue;
}
