import { describe, expect, it } from 'vitest';
import { SCRIPTS } from './members.ts';

/** What a function of ours answers of a JSON text and a path. */
function ask(name: string, json: unknown, path: string, anyCase = false) {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return SCRIPTS.find((one) => one.name === `tg_member_${name}`)?.call(text, path, anyCase);
}

describe('values at a path', () => {
  it.each([
    ['of one object', { bucket: { name: 'a' } }, ['a']],
    ['of every object of a list', { bucket: [{ name: 'a' }, { name: 'b' }] }, ['a', 'b']],
    ['of lists in lists', { bucket: [[{ name: 'a' }], [[{ name: ['b', 'c'] }]]] }, ['a', 'b', 'c']],
    ['of a list at its end', { bucket: { name: ['a', 'b'] } }, ['a', 'b']],
    ['of those elements that have it', { bucket: [{ name: 'a' }, { other: 1 }, 'b', null] }, ['a']],
    ['of a key with the dot in it', { 'bucket.name': 'a' }, ['a']],
  ])('are found %s', (_, json, expected) => {
    const values = ask('values', json, 'bucket.name');

    expect(values).toEqual(expected);
  });

  it('are found through the objects that EC2 writes around its lists', () => {
    const json = { ipPermissions: { items: [{ fromPort: 22 }, { fromPort: 3389 }] } };

    const values = ask('values', json, 'ipPermissions.items.fromPort');

    expect(values).toEqual(['22', '3389']);
  });

  it('are numbers and booleans as they are written, and objects as JSON', () => {
    const values = ask('values', { a: [1, 2.5, true, 'x', { b: 1 }] }, 'a');

    expect(values).toEqual(['1', '2.5', 'true', 'x', '{"b":1}']);
  });

  it('keep every digit of a number that is too long for JavaScript', () => {
    const values = ask('values', '{"a":12345678901234567890}', 'a');

    expect(values).toEqual(['12345678901234567890']);
  });

  it('are not the nulls among them', () => {
    const values = ask('values', { a: [null, 'x'] }, 'a');

    expect(values).toEqual(['x']);
  });

  it('are told apart by the case of their keys, unless it does not matter for the first', () => {
    const json = { Bucket: { Name: 'a' } };

    const values = [
      ask('values', json, 'bucket.Name'),
      ask('values', json, 'bucket.Name', true),
      ask('values', json, 'bucket.name', true),
    ];

    expect(values).toEqual([[], ['a'], []]);
  });

  it('are the whole where the path is empty', () => {
    const values = ask('values', ['x', 'y'], '');

    expect(values).toEqual(['x', 'y']);
  });

  it('are the text itself where it is no JSON', () => {
    const values = ask('values', 'no JSON {', '');

    expect(values).toEqual(['no JSON {']);
  });

  it('are not what objects inherit', () => {
    const values = ask('values', {}, 'constructor.name');

    expect(values).toEqual([]);
  });
});

describe('texts at a path', () => {
  it('are its values, and all within those that are objects', () => {
    const json = { tag: [{ key: 'a', value: { deep: [1, true, null] } }, 'b'] };

    const texts = ask('texts', json, 'tag');

    expect(texts).toEqual([JSON.stringify(json.tag[0]), 'a', '1', 'true', 'b']);
  });
});

describe('whether anything is at a path', () => {
  it.each([
    ['a value', { a: 1 }, true, false],
    ['null', { a: null }, true, true],
    ['null among values', { a: [1, null] }, true, true],
    ['an empty list', { a: [] }, true, false],
    ['an empty text', { a: '' }, true, false],
    ['nothing', { b: 1 }, false, true],
  ])('%s', (_, json, exists, isNull) => {
    const answers = [ask('exists', json, 'a'), ask('is_null', json, 'a')];

    expect(answers).toEqual([exists, isNull]);
  });
});
