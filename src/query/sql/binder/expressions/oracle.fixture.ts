import { existsSync, readFileSync } from 'node:fs';
import type { JsonValue } from '../../results/json.ts';
import type { Evaluation } from './evaluate.fixture.ts';

/** One case of a real server's answers. */
export interface OracleCase {
  readonly family: string;
  readonly sql: string;
  readonly types?: readonly string[];
  readonly values?: readonly JsonValue[];
  readonly error?: { readonly name: string; readonly line?: number; readonly column?: number };
}

const FOLDER = new URL('../../../../../../shared/sql/', import.meta.url);

/** Whether the answers are at hand: they are not part of this repository. */
export function hasOracle(): boolean {
  return existsSync(new URL('oracle/assertions.ndjson', FOLDER));
}

/** The assertions, each as `SELECT <expression>`. Those of finer than microseconds are left out. */
export function assertionCases(): readonly OracleCase[] {
  const texts = lines('trino-assertions.ndjson');
  const answers = lines('oracle/assertions.ndjson');
  return texts.flatMap((one, at): OracleCase[] => {
    const answer = answers[at];
    const sql = `SELECT ${String(one.sql)}`;
    if (!answer || isFiner(sql, answer)) return [];
    const family = String(one.function);
    if (answer.status === 'error') return [{ family, sql, error: answer.error as never }];
    const value = answer.value as JsonValue;
    return [{ family, sql, types: [String(answer.type)], values: [value] }];
  });
}

/** The cases of our own that have one row, or an error. Cases with FROM answer undefined when evaluated. */
export function diffCases(): readonly OracleCase[] {
  return lines('oracle/diff.ndjson').flatMap((one): OracleCase[] => {
    const { family, sql } = one as { family: string; sql: string };
    if (one.status === 'error') return [{ family, sql, error: one.error as never }];
    const rows = (one.rows ?? []) as JsonValue[][];
    const columns = (one.columns ?? []) as { type: string }[];
    if (one.status !== 'ok' || rows.length !== 1 || one.deterministic === false) return [];
    return [{ family, sql, types: columns.map(({ type }) => type), values: rows[0] ?? [] }];
  });
}

const FINER = /\.\d{7,}|(?:time|timestamp)\((?:[789]|1[012])\)|_nanos\(/i;

function isFiner(sql: string, answer: Record<string, unknown>): boolean {
  return FINER.test(sql) || FINER.test(String(answer.type ?? ''));
}

function lines(file: string): readonly Record<string, unknown>[] {
  return readFileSync(new URL(file, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What differs between an answer and ours, in words; undefined where nothing does. */
export function differenceOf(expected: OracleCase, actual: Evaluation): string | undefined {
  if ('error' in actual) {
    const { code, message, line, column } = actual.error;
    if (!expected.error) return `${code}: ${message}`;
    if (expected.error.name !== code)
      return `${code}: ${message} instead of ${expected.error.name}`;
    const isPlaced = expected.error.line === undefined || line === undefined;
    const isSame = line === expected.error.line && column === expected.error.column;
    return isPlaced || isSame
      ? undefined
      : `at ${line}:${column} instead of ${expected.error.line}:${expected.error.column}`;
  }
  if (expected.error) return `an answer instead of ${expected.error.name}`;
  const types = actual.types.map(withoutLengths).join();
  const wanted = (expected.types ?? []).map(withoutLengths).join();
  if (types !== wanted) return `${types} instead of ${wanted}`;
  const isEqual = actual.values.every((value, at) =>
    isSame(value, expected.values?.[at] ?? null, expected.types?.[at] ?? ''),
  );
  return isEqual
    ? undefined
    : `${JSON.stringify(actual.values)} instead of ${JSON.stringify(expected.values)}`;
}

function withoutLengths(type: string): string {
  return type.replaceAll(/varchar\(\d+\)/g, 'varchar').toLowerCase();
}

const NEAR = { double: 1e-9, real: 1e-5 };

function isSame(actual: JsonValue, expected: JsonValue, type: string): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const near = type.includes('real') ? NEAR.real : NEAR.double;
    return Math.abs(actual - expected) <= near * Math.max(Math.abs(actual), Math.abs(expected));
  }
  if (typeof actual === 'string' && typeof expected === 'number')
    return Number(actual) === expected;
  if (type === 'json' && typeof actual === 'string' && typeof expected === 'string') {
    return canonicalJson(actual) === canonicalJson(expected);
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return (
      actual.length === expected.length &&
      actual.every((item, at) => isSame(item, expected[at] as JsonValue, type))
    );
  }
  if (isObject(actual) && isObject(expected)) {
    const keys = Object.keys(actual).sort();
    return (
      keys.join() === Object.keys(expected).sort().join() &&
      keys.every((key) => isSame(actual[key] ?? null, expected[key] ?? null, type))
    );
  }
  return actual === expected;
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function canonicalJson(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
