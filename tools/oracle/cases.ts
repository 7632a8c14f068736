import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the server said of one text. */
export interface Case {
  readonly id: string;
  readonly family: string;
  readonly sql: string;
  readonly status: 'ok' | 'error' | 'not-comparable';
  readonly deterministic?: boolean;
  readonly why?: readonly string[];
  readonly orderKeys?: readonly number[];
  readonly orderTotal?: boolean;
  readonly unstableColumns?: readonly (number | string)[];
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly rowCount?: number;
  readonly rowsSampled?: boolean;
  readonly error?: CaseError;
}

export interface CaseError {
  readonly name: string;
  readonly message: string;
  /** Absent of errors that a value raised. */
  readonly line?: number;
  readonly column?: number;
}

export type Group = 'corpus' | 'diff' | 'assertions';

/** Some of the cases. */
export interface Choice {
  /** How their ids begin. */
  readonly only?: string;
  /** One of so many. */
  readonly every?: number;
}

/** The cases of a folder of answers, see its README. */
export function readCases(
  folder: string,
  { only = '', every = 1 }: Choice = {},
): Readonly<Record<Group, readonly Case[]>> {
  const chosen = (cases: readonly Case[]) =>
    cases.filter(({ id }, at) => id.startsWith(only) && at % every === 0);
  return {
    corpus: chosen(lines(folder, 'oracle/corpus.ndjson').map((line) => corpusCase(folder, line))),
    diff: chosen(lines(folder, 'oracle/diff.ndjson') as unknown as readonly Case[]),
    assertions: chosen(assertionCases(folder)),
  };
}

type Line = Readonly<Record<string, unknown>>;

function lines(folder: string, file: string): readonly Line[] {
  const text = readFileSync(join(folder, file), 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line, exact) as Line);
}

/** A whole number beyond what a number of JavaScript's holds stays as it is written. */
function exact(_: string, value: unknown, { source = '' }: { readonly source?: string } = {}) {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value);
  return isRounded && /^-?\d+$/.test(source) ? source : value;
}

/** A published text runs as published: what was rewritten for the server means the same in Athena. */
function corpusCase(folder: string, line: Line): Case {
  const isDerived = String(line.id).includes('#');
  const rewritten = (line.rewrite ?? []) as readonly string[];
  const isOurs = rewritten.includes('hidden-columns') || rewritten.includes('day-is-full-date');
  // What the server was told of the files behind the rows was made up.
  const { why } = rewritten.includes('hidden-columns')
    ? { why: ['clock or random'] }
    : (line as unknown as Case);
  const usesFile = line.sql === undefined || (!isDerived && !isOurs);
  const sql = usesFile ? readFileSync(join(folder, String(line.file)), 'utf8') : line.sql;
  return {
    ...(line as unknown as Case),
    ...(why ? { why } : {}),
    ...{ sql: String(sql), family: String(line.dialect) },
  };
}

function assertionCases(folder: string): readonly Case[] {
  const asked = lines(folder, 'trino-assertions.ndjson');
  return lines(folder, 'oracle/assertions.ndjson').map((line, at): Case => {
    const { sql, function: family } = asked[at] ?? {};
    const { n, status, type, value, error } = line;
    return {
      ...{ id: `assertion-${String(n)}`, family: String(family), sql: `SELECT ${String(sql)}` },
      ...(error ? { error: error as CaseError } : {}),
      ...(status === 'ok'
        ? { columns: [{ name: '_col0', type: String(type) }], rows: [[value]], rowCount: 1 }
        : {}),
      status: status as Case['status'],
      deterministic: true,
    };
  });
}

const FINE_TYPE = /\((?:7|8|9|1[0-2])\)/;
const FINE_TEXT = /\.\d{7,}/;

/** Whether a case needs more than microseconds, which is declared out of scope. */
export function isTooFine({ sql, columns = [] }: Case): boolean {
  return (
    columns.some(({ type }) => /time/.test(type) && FINE_TYPE.test(type)) ||
    (/time/i.test(sql) && (FINE_TEXT.test(sql) || FINE_TYPE.test(sql)))
  );
}
