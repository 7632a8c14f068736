import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printSql } from '../../printed.ts';
import { openScratch } from '../../results/scratch.fixture.ts';
import { quoted, sql, type Typed } from '../../typed.ts';
import { JSON_TYPE, VARCHAR } from '../../types/index.ts';
import * as json from '../json.ts';
import { extractScalar, extractValue } from './extract.ts';
import { parseJsonPath } from './path.ts';

const SPAN = { start: 0, end: 0 };
const COLUMN: Typed = { type: VARCHAR, sql: sql`j`, span: SPAN };
const PATHS = ['$.a', '$.a.b', '$.a[1]', '$.b[0].a', '$["0"]'];

/** Spelled as JSON is allowed to be, and as DuckDB would not write it. */
const SCALAR = fc.constantFrom(
  ...[
    '1',
    '-0',
    '0',
    '1.50',
    '1e5',
    '-12',
    '123456789012345678901234567890',
    '-1234567890123456789012345678901234567890',
    '1E400',
    'true',
    'null',
  ],
  ...[
    '"x"',
    '""',
    '"1.0"',
    '"10.0.0.1"',
    '"007"',
    '"1_000"',
    '" 1"',
    '"-0"',
    '"i-0abc"',
    '"Infinity"',
    '"NaN"',
    '"null"',
    '"{x"',
    '"[1]"',
    String.raw`"\u0061"`,
    '"é"',
    '"-"',
  ],
);
const VALUE = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    SCALAR,
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '0'), tie('value')), { maxLength: 3 })
      .map((members) => `{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`),
  ),
})).value;
/** Whole, cut, or with something behind it. */
const TEXT = fc.oneof(
  VALUE,
  fc.tuple(VALUE, fc.nat(12)).map(([text, cut]) => text.slice(0, text.length - cut)),
  VALUE.map((text) => `${text} rest`),
);

function printed(name: string, path: string): string {
  const spec = json.FUNCTIONS.find((one) => one.name === name);
  const fixed: Typed = {
    type: VARCHAR,
    sql: sql`${quoted(path)}`,
    span: SPAN,
    constant: { value: path },
  };
  const call = {
    name,
    args: [COLUMN, fixed],
    signature: 0,
    type: JSON_TYPE,
    span: SPAN,
    distinct: false,
  };
  return printSql(spec?.print(call) ?? sql`NULL`).text;
}

test('DuckDB’s functions and the script answer alike, on sound and damaged texts', async () => {
  const scratch = await openScratch({ macros: json.MACROS, scripts: json.SCRIPTS });
  const columns = PATHS.flatMap((path) => [
    printed('json_extract_scalar', path),
    printed('json_extract', path),
  ]);
  const property = fc.asyncProperty(
    fc.array(TEXT, { minLength: 1, maxLength: 40 }),
    async (texts) => {
      const rows = texts.map((text, at) => `(${at}, ${quoted(text)})`).join(', ');
      const query = `SELECT ${columns.join(', ')} FROM (VALUES ${rows}) t(i, j) ORDER BY i`;

      const reader = await scratch.read(query);

      const expected = texts.map((text) =>
        PATHS.map(parseJsonPath).flatMap((path) => [
          extractScalar(text, path),
          extractValue(text, path),
        ]),
      );
      expect(reader.getRows()).toEqual(expected);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
