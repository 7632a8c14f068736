import { DuckDBInstance } from '@duckdb/node-api';
import { messageOf } from '../../src/base/errors/index.ts';
import { PartStatistics } from '../../src/lake/parquet/index.ts';
import { AttributionTables } from '../../src/query/engine/duckdb/attribution.ts';
import { PlaceTable } from '../../src/query/engine/duckdb/places.ts';
import { preparedQuery } from '../../src/query/engine/duckdb/prepared.ts';
import { applySettings } from '../../src/query/engine/duckdb/settings.ts';
import { type BoundQuery, FUNCTIONS, LAKE_MACROS, Vocabulary } from '../../src/query/sql/index.ts';

const NOTHING = { parts: { events: [], network: [], insights: [], aggregated: [] } };

/** What DuckDB says against a query that it shall only prepare; nothing where it would run it. */
export interface Preparing {
  refusal(
    query: BoundQuery,
  ): Promise<{ readonly type: string; readonly message: string } | undefined>;
  close(): void;
}

/** DuckDB as the engine has it, over a lake without parts. */
export async function openPreparing(): Promise<Preparing> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await applySettings(connection, { careful: true });
  const words = { ...FUNCTIONS, macros: [...FUNCTIONS.macros, ...LAKE_MACROS] };
  const vocabulary = new Vocabulary(
    await instance.connect(),
    words,
    await import('@duckdb/node-api'),
  );
  const statistics = new PartStatistics();
  const attribution = new AttributionTables(connection, NOTHING);
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  const places = new PlaceTable(ask, NOTHING);
  return {
    refusal: async (query) => {
      const { printed, scans } = preparedQuery(query, { snapshot: NOTHING, statistics });
      await attribution.provide(scans);
      await places.provide(scans);
      try {
        await vocabulary.provide(printed.text);
        const prepared = await connection.prepare(printed.text);
        prepared.destroySync();
        return undefined;
      } catch (error) {
        return faultOf(messageOf(error));
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** As `errors_as_json` has it. */
function faultOf(text: string): { readonly type: string; readonly message: string } {
  const [json = ''] = /\{.*\}/s.exec(text) ?? [];
  try {
    const fault = JSON.parse(json) as Readonly<Record<string, string>>;
    return { type: fault.exception_type ?? '', message: fault.exception_message ?? '' };
  } catch {
    return { type: '', message: text };
  }
}
