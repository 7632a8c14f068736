import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractScalar, extractValue } from './json/extract.ts';
import { JsonReader } from './json/reader.ts';
import { copiedValue, javaDouble } from './json/write.ts';
import { INVALID, testAnswers } from './text/answers.fixture.ts';

const BUCKET = `'{"bucket":{"name":"logs","tags":["a",{"k":1.50}],"none":null},"size":-0,"big":1e2}'`;

testAnswers({
  'scalars keep their spelling; what holds others is NULL': [
    [`json_extract_scalar(${BUCKET}, '$.bucket.name')`, 'logs'],
    [`json_extract_scalar(${BUCKET}, '$.bucket.tags[1].k')`, '1.50'],
    [`json_extract_scalar(${BUCKET}, '$["bucket"].tags.0')`, 'a'],
    [`json_extract_scalar(${BUCKET}, '$.size')`, '-0'],
    [`json_extract_scalar(${BUCKET}, '$.big')`, '1e2'],
    [`json_extract_scalar(${BUCKET}, '$.bucket')`, null],
    [`json_extract_scalar(${BUCKET}, '$.bucket.none')`, null],
    [`json_extract_scalar(${BUCKET}, '$.bucket.else')`, null],
    [`json_extract_scalar('{"0":"member"}', '$[0]')`, 'member'],
    [`json_extract_scalar('{"a":"{}"}', '$.a')`, '{}'],
    [`json_extract_scalar('{"a":"NaN"}', '$.a')`, 'NaN'],
  ],
  'values are compact, their numbers normal': [
    [`json_extract(${BUCKET}, '$.bucket.tags')`, '["a",{"k":1.5}]'],
    [`json_extract(${BUCKET}, '$.bucket.none')`, 'null'],
    [`json_extract(${BUCKET}, '$.big')`, '100.0'],
    [`json_size(${BUCKET}, '$.bucket')`, 3],
    [`json_size(${BUCKET}, '$.size')`, 0],
    [`json_size(${BUCKET}, '$.else')`, null],
  ],
  'what stands before the damage is found': [
    [`json_extract_scalar('{"a":"x","b":"y', '$.a')`, 'x'],
    [`json_extract_scalar('{"a":"x","b":"y', '$.b')`, null],
    [`json_extract('{"a":[1],"b"', '$.a')`, '[1]'],
    [`json_extract_scalar('{"a":1} rest', '$.a')`, '1'],
    [`json_extract_scalar('no json', '$.a')`, null],
    [`json_parse('{"a":1} rest')`, INVALID],
    [`json_extract_scalar('{"a":1,}', '$.b')`, null],
  ],
  'paths have their own grammar': [
    [`json_extract_scalar('{"a b":1}', '$["a b"]')`, '1'],
    [`json_extract_scalar('{"a:b":1}', '$.a:b')`, '1'],
    [`json_extract_scalar('{}', '$.a-b')`, INVALID],
    [`json_extract_scalar('{}', 'a')`, INVALID],
    [`json_extract_scalar('{}', '$.a[*]')`, INVALID],
    [`json_extract_scalar(CAST(NULL AS varchar), 'a')`, null],
  ],
  'json_parse sorts members and keeps the last of a name': [
    [`json_format(json_parse(' {"b":1,"a":{"d":2,"c":3},"b":4}'))`, '{"a":{"c":3,"d":2},"b":4}'],
    [String.raw`json_format(json_parse('"\ud83e\udd8a\u0001"'))`, String.raw`"\uD83E\uDD8A\u0001"`],
    [
      `json_format(json_parse('[1e7,1e-4,0.001,-0.0,1e999]'))`,
      '[1.0E7,1.0E-4,0.001,-0.0,"Infinity"]',
    ],
  ],
  arrays: [
    [`json_array_length('[1,[2,3],{}]')`, 3],
    [`json_array_length('{}')`, null],
    [`json_array_length('[1,')`, null],
    [`json_array_get('["a",2]', 0)`, 'a'],
    [`json_array_get('["a",[2]]', -1)`, '[2]'],
    [`json_array_get('["a"]', 5)`, null],
    [`json_array_contains('[1,"2",2.5]', 1)`, true],
    [`json_array_contains('[1,"2",2.5]', 2)`, false],
    [`json_array_contains('[1,"2",2.5]', '2')`, true],
    [`json_array_contains('[1,"2",2.5]', 2.5e0)`, true],
    [`is_json_scalar('"a"')`, true],
    [`is_json_scalar('[]')`, false],
    [`is_json_scalar('[')`, INVALID],
  ],
});

test('sound JSON is copied as it is', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const reader = new JsonReader(text);
      reader.next();

      const copied = copiedValue(reader);

      expect(JSON.parse(copied)).toEqual(JSON.parse(text));
      expect(reader.next()).toBeUndefined();
    }),
  );
});

test('a cut text answers as the whole, or NULL', () => {
  const value = fc.object({
    maxDepth: 3,
    withNullPrototype: false,
    values: [fc.string(), fc.integer()],
  });
  fc.assert(
    fc.property(value, fc.string(), fc.nat(200), (object, member, length) => {
      const text = JSON.stringify({ ...object, [member]: 'found' });

      const cut = extractScalar(text.slice(0, length), [member]);

      expect([null, extractScalar(text, [member])]).toContain(cut);
    }),
  );
});

test('Java writes doubles with a point', () => {
  const texts = [1, 0.001, 0.0001, 1e7, 123456.789, -2.5e-10].map(javaDouble);

  expect(texts).toEqual(['1.0', '0.001', '1.0E-4', '1.0E7', '123456.789', '-2.5E-10']);
});

test('deep texts are read without running out of stack', () => {
  const text = '['.repeat(100_000);

  expect(extractValue(text, [])).toBeNull();
});
