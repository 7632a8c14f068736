import type { Engine, JsonValue, Row, RunOptions } from './engine.ts';

/** A row by the names of its columns. */
export type NamedRow = Readonly<Record<string, JsonValue>>;

/** The rows of a question of the program's own, which has few of them. */
export async function rowsOf(engine: Engine, sql: string): Promise<readonly Row[]> {
  const { pages } = await engine.run(sql, { rowForm: 'arrays' });
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** The same by name, as they come; the question may call what people's may not. */
export async function* namedRows(
  engine: Engine,
  sql: string,
  signal?: AbortSignal,
  known: Pick<RunOptions, 'atMost'> = {},
): AsyncGenerator<NamedRow> {
  const options = { ...known, rowForm: 'arrays', isOwn: true, ...(signal && { signal }) } as const;
  const { columns, pages } = await engine.run(sql, options);
  for await (const page of pages) {
    for (const row of page) {
      yield Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null]));
    }
  }
}
