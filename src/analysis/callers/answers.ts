import { readEventTime } from '../../cloudtrail/records/index.ts';
import { type Engine, type JsonValue, namedRows } from '../../query/engine/index.ts';

/** What an analysis asks its questions with. */
export interface Asking {
  readonly engine: Engine;
  readonly signal?: AbortSignal | undefined;
}

/** A row by the names that the question gave its columns; NULL is absent. */
export type Answer = Readonly<Record<string, JsonValue | undefined>>;

/** Asks in Athena's SQL; the rows come as the engine has them. */
export async function* ask(sql: string, { engine, signal }: Asking): AsyncIterable<Answer> {
  for await (const row of namedRows(engine, sql, signal)) {
    const cells = Object.entries(row).map(([name, value]) => [name, value ?? undefined] as const);
    yield Object.fromEntries(cells);
  }
}

/** Undefined for NULL and for a text without characters. */
export function textIn(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A time of an event in microseconds. */
export function microsOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'string' ? readEventTime(value)?.micros : undefined;
}
