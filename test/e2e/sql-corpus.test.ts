import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatSql, parseStatement, SqlError } from '../../src/query/sql/index.ts';
import { plain } from '../../src/query/sql/syntax/plain.fixture.ts';
import { rowsOf } from './cli.fixture.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const ORACLE = sharedPath('sql', 'oracle', 'corpus.ndjson');

interface Refusal {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

interface Case {
  readonly id: string;
  readonly sql: string;
  /** How the real server refused the text; absent when it ran. */
  readonly error: Refusal | undefined;
}

const read = (...parts: readonly string[]) =>
  readFileSync(sharedPath('sql', ...parts) ?? '', 'utf8');

function casesOf(file: 'corpus' | 'diff'): readonly Case[] {
  return rowsOf(read('oracle', `${file}.ndjson`)).map(({ id, sql, ran, file: path, error }) => ({
    id: String(id),
    sql: String(ran ?? sql ?? read(String(path))),
    error: (error ?? undefined) as Refusal | undefined,
  }));
}

/** Line n of the answers is about line n of the assertions. */
function assertions(): readonly Case[] {
  const texts = rowsOf(read('trino-assertions.ndjson')).map(({ sql }) => `SELECT ${sql}`);
  return rowsOf(read('oracle', 'assertions.ndjson')).map(({ n, error }) => ({
    id: `assertion ${n}`,
    sql: texts[Number(n) - 1] ?? '',
    error: (error ?? undefined) as Refusal | undefined,
  }));
}

function placeOf(sql: string): string {
  try {
    parseStatement(sql);
    return 'read';
  } catch (error) {
    if (error instanceof SqlError) return `${error.line}:${error.column}`;
    throw error;
  }
}

const isSyntax = ({ error }: Case) => error?.name === 'SYNTAX_ERROR';

describe.skipIf(!ORACLE)(`texts of a real server${ORACLE ? '' : ` (skipped: ${ABSENT})`}`, () => {
  const cases = ORACLE ? [...casesOf('corpus'), ...casesOf('diff'), ...assertions()] : [];

  it('are read, unless their syntax was refused', () => {
    const missed = cases.filter((one) => !isSyntax(one) && placeOf(one.sql) !== 'read');

    expect(cases.length).toBeGreaterThan(10_000);
    expect(missed.map(({ id, sql }) => `${id} ${placeOf(sql)}`)).toEqual([]);
  });

  it('are refused where it refused them', () => {
    const refused = cases.filter(isSyntax);
    const elsewhere = refused.filter(
      ({ sql, error }) => placeOf(sql) !== `${error?.line}:${error?.column}`,
    );

    expect(refused.length).toBeGreaterThan(200);
    expect(elsewhere.map(({ id, sql }) => `${id} ${placeOf(sql)}`)).toEqual([]);
  });

  it('keep their tree when they are formatted', () => {
    const changed = cases.filter((one) => {
      if (placeOf(one.sql) !== 'read') return false;
      const found = formatSql(one.sql);
      const tree = (sql: string) => JSON.stringify(plain(parseStatement(sql)));
      return tree(found) !== tree(one.sql) || formatSql(found) !== found;
    });

    expect(changed.map(({ id }) => id)).toEqual([]);
  });
});
