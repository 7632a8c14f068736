import { expect, it } from 'vitest';
import { FUNCTIONS } from '../../functions/index.ts';
import { expressionOf } from '../../syntax/plain.fixture.ts';
import { isStrict } from './strict.ts';

it.each([
  ['CAST(a AS bigint)', true],
  ['from_iso8601_timestamp(upper(a))', true],
  ['CAST(json_parse(a) AS map(varchar, bigint))', true],
  ["split(coalesce(json_extract_scalar(a, '$.b'), ''), ':')[5]", true],
  ['coalesce(a, CAST(b AS bigint))', true],
  ["CASE WHEN a = 'x' THEN CAST(b AS bigint) ELSE 0 END", true],
  ['if(a IS NULL, 1, 1 / b)', true],
  ['coalesce(CAST(a AS bigint), 0)', false],
  ['CASE WHEN CAST(a AS bigint) > 1 THEN 1 ELSE 0 END', false],
  ['CAST(a AS bigint) > 1 OR b', false],
  ['CAST(a AS bigint) IS NULL', false],
  ['CAST(a AS bigint) BETWEEN 1 AND 2', false],
  ['ARRAY[CAST(a AS bigint)]', false],
  ['transform(a, x -> CAST(x AS bigint))', false],
  ['sum(CAST(a AS bigint))', false],
  ['typeof(1 / b)', false],
])('what fails in %s makes NULL of the whole: %s', (text, expected) => {
  expect(isStrict(expressionOf(text), FUNCTIONS)).toBe(expected);
});
