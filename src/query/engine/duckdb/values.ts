import {
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { JsonValue } from '../engine.ts';

/** A DuckDB value as results carry it. */
export function jsonOf(value: DuckDBValue): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return exact(value);
  return jsonOfObject(value);
}

function exact(value: bigint): JsonValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function jsonOfObject(value: Exclude<DuckDBValue, string | number | bigint | boolean | null>) {
  if (value instanceof DuckDBListValue) return value.items.map(jsonOf);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, field]) => [name, jsonOf(field)]),
    );
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(
      value.entries.map((entry) => [textOf(jsonOf(entry.key)), jsonOf(entry.value)]),
    );
  }
  if (value instanceof DuckDBTimestampValue) return isoTime(value.toString());
  if (value instanceof DuckDBTimestampTZValue)
    return new Date(Number(value.micros / 1000n)).toISOString();
  return value.toString();
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `2026-01-31 12:00:00.5` is UTC everywhere in the lake: `2026-01-31T12:00:00.5Z`. */
function isoTime(text: string): string {
  return /^\d{4}-\d{2}-\d{2} \d/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}
