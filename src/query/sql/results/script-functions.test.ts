import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ScriptError } from '../functions/script-error.ts';
import { registerScripts } from './script-functions.ts';

let connection: DuckDBConnection;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  registerScripts(
    connection,
    [
      {
        name: 'tg_shout',
        args: ['VARCHAR'],
        result: 'VARCHAR',
        call: (text) => {
          if (text === 'bad') throw new ScriptError('INVALID_FUNCTION_ARGUMENT', 'too loud');
          return `${text}!`;
        },
      },
      { name: 'tg_same', args: ['VARCHAR[]'], result: 'VARCHAR[]', call: (list) => list ?? null },
      { name: 'tg_bytes', args: ['BLOB'], result: 'BLOB', call: (bytes) => bytes ?? null },
      {
        name: 'tg_is_null',
        args: ['BIGINT'],
        result: 'BOOLEAN',
        takesNulls: true,
        call: (value) => value === null,
      },
    ],
    await import('@duckdb/node-api'),
  );
});

afterAll(() => connection.closeSync());

async function valuesOf(sql: string): Promise<unknown> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJson();
}

describe('registerScripts', () => {
  it('calls a function for each row that is not NULL', async () => {
    const rows = await valuesOf("SELECT tg_shout(t) FROM (VALUES ('a'), (NULL), ('b')) v(t)");

    expect(rows).toEqual([['a!'], [null], ['b!']]);
  });

  it('hands NULL to functions that take it', async () => {
    expect(await valuesOf('SELECT tg_is_null(NULL), tg_is_null(1)')).toEqual([[true, false]]);
  });

  it('carries lists with NULLs, and bytes', async () => {
    const rows = await valuesOf(
      "SELECT tg_same(['a', NULL]), tg_bytes('\\x00\\xFF'::BLOB)::VARCHAR",
    );

    expect(rows).toEqual([[['a', null], '\\x00\\xFF']]);
  });

  it('fails a query with what a function throws, and gives NULL inside TRY', async () => {
    await expect(valuesOf("SELECT tg_shout('bad')")).rejects.toThrow(
      'TG:INVALID_FUNCTION_ARGUMENT:too loud',
    );
    expect(await valuesOf("SELECT TRY(tg_shout('bad'))")).toEqual([[null]]);
  });
});
