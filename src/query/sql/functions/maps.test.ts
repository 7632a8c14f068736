import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, openAsked } from './asked.fixture.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openAsked();
});
afterAll(() => asked.close());

describe('functions of maps', () => {
  it.each([
    ["MAP(ARRAY['a', NULL], ARRAY[1, 2])", 'INVALID_FUNCTION_ARGUMENT: map key cannot be null'],
    [
      "MAP(ARRAY['a', 'a'], ARRAY[1, 2])",
      'INVALID_FUNCTION_ARGUMENT: Duplicate map keys (a) are not allowed',
    ],
    [
      "MAP(ARRAY['a'], ARRAY[1, 2])",
      'INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length',
    ],
    ['MAP(ARRAY[ARRAY[NULL]], ARRAY[1])', expect.stringMatching(/map key cannot be indeterminate/)],
    ['cardinality(MAP())', 'bigint 0'],
    ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'z')", 'integer null'],
    ["map_keys(MAP(ARRAY['b', 'a'], ARRAY[1, 2]))", 'array(varchar(1)) ["b","a"]'],
    ["map_entries(MAP(ARRAY['a'], ARRAY[1]))", 'array(row(varchar(1), integer)) [["a",1]]'],
    [
      "map_from_entries(ARRAY[('a', 1), NULL])",
      'INVALID_FUNCTION_ARGUMENT: map entry cannot be null',
    ],
    [
      "multimap_from_entries(ARRAY[('a', 1), ('b', 2), ('a', 3)])",
      'map(varchar(1), array(integer)) {"a":[1,3],"b":[2]}',
    ],
    [
      "map_concat(MAP(ARRAY['a'], ARRAY[1]), MAP(ARRAY['a', 'b'], ARRAY[2, 3]))",
      'map(varchar(1), integer) {"a":2,"b":3}',
    ],
    ["map_concat(MAP(ARRAY['a'], ARRAY[1]), NULL)", 'map(varchar(1), integer) null'],
    [
      "map_filter(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v > 1 AND k <> 'a')",
      'map(varchar(1), integer) {"b":2}',
    ],
    [
      "transform_keys(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> k || CAST(v AS varchar))",
      'map(varchar, integer) {"a1":1}',
    ],
    [
      "transform_keys(MAP(ARRAY['a', 'b'], ARRAY[1, 1]), (k, v) -> v)",
      'INVALID_FUNCTION_ARGUMENT: Duplicate map keys (1) are not allowed',
    ],
    [
      "transform_values(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> v + 1)",
      'map(varchar(1), integer) {"a":2}',
    ],
    [
      "map_zip_with(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), MAP(ARRAY['b', 'c'], ARRAY[10, 20]), (k, v1, v2) -> coalesce(v1, 0) + coalesce(v2, 0))",
      'map(varchar(1), integer) {"a":1,"b":12,"c":20}',
    ],
    ["MAP(ARRAY['a'], ARRAY[1])['z']", 'INVALID_FUNCTION_ARGUMENT: Key not present in map: z'],
  ])('%s', async (expression, expected) => {
    expect(await asked.value(expression)).toEqual(expected);
  });
});
