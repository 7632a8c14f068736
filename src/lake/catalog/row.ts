import type { SQLOutputValue } from 'node:sqlite';
import { AppError } from '../../base/errors/index.ts';

/** A row as SQLite gives it: columns by name, without a prototype. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

export function text(row: Row, column: string): string {
  return optionalText(row, column) ?? missing(column);
}

export function optionalText(row: Row, column: string): string | undefined {
  const value = row[column] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  return missing(column);
}

export function integer(row: Row, column: string): number {
  return optionalInteger(row, column) ?? missing(column);
}

export function optionalInteger(row: Row, column: string): number | undefined {
  const value = row[column] ?? undefined;
  if (value === undefined || typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : missing(column);
}

export function big(row: Row, column: string): bigint {
  const value = row[column];
  return typeof value === 'bigint' ? value : missing(column);
}

export function bytes(row: Row, column: string): Uint8Array {
  return optionalBytes(row, column) ?? missing(column);
}

export function optionalBytes(row: Row, column: string): Uint8Array | undefined {
  const value = row[column] ?? undefined;
  return value === undefined || value instanceof Uint8Array ? value : missing(column);
}

function missing(column: string): never {
  throw new AppError('TG_CATALOG_DAMAGED', `Column ${column} of the catalog holds no such value.`);
}

/** The last microsecond that a JavaScript number counts exactly (the year 2255); later times become this one. */
export const MAX_MICROS: number = Number.MAX_SAFE_INTEGER;

/** Keeps a time within what reads back as a number: a record may claim the year 9999. */
export function clampMicros<T extends number | undefined>(micros: T): T | number {
  return micros === undefined ? micros : Math.max(-MAX_MICROS, Math.min(MAX_MICROS, micros));
}
