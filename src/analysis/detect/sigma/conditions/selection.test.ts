import { describe, expect, it } from 'vitest';
import type { Tree } from '../model.ts';
import { readRuleOf, reasonOf } from '../reading.fixture.ts';

/** A tree in few words: items as their key and how many values they have. */
function shortOf(tree: Tree): unknown {
  switch (tree.is) {
    case 'selection':
      return shortOf(tree.of);
    case 'item':
      return `${tree.key}:${tree.values.length}`;
    case 'not':
      return ['not', shortOf(tree.of)];
    default:
      return [tree.is, ...tree.of.map(shortOf)];
  }
}

const read = (selection: string) =>
  shortOf(readRuleOf(`sel: ${selection}\ncondition: sel`).condition);

describe('a selection', () => {
  it.each([
    ['{a: 1}', 'a:1'],
    ['{a: 1, b: [2, 3]}', ['and', 'a:1', 'b:2']],
    ['[{a: 1}, {b: 2, c: 3}]', ['or', 'a:1', ['and', 'b:1', 'c:1']]],
    ['[{a: 1}]', 'a:1'],
    ['word', ':1'],
    ['[one, two, 3]', ':3'],
    ['{"|all": [one, two]}', '|all:2'],
    ['{"": [one, two]}', ':2'],
    ['[one, {a: 1}, two]', ['or', ':2', 'a:1']],
    ['[{a: 1}, one, two]', ['or', 'a:1', ':2']],
    ['[[{a: 1}, {b: 2}], {c: 3}]', ['or', ['or', 'a:1', 'b:1'], 'c:1']],
    ['[{a: [1, 2], b: 3}, [one]]', ['or', ['and', 'a:2', 'b:1'], ':1']],
  ])('%s', (selection, tree) => {
    expect(read(selection)).toEqual(tree);
  });

  it('has keywords without a field', () => {
    const { condition } = readRuleOf("sel: ['a*', 5]\ncondition: sel");

    expect(condition).toMatchObject({
      of: {
        is: 'item',
        key: '',
        values: [{ pieces: ['a', { wildcard: '*' }] }, { is: 'number', value: 5 }],
      },
    });
    expect(condition).not.toHaveProperty('of.field');
  });

  it.each([
    ['{}', 'The selection sel is empty.'],
    ['[]', 'The selection sel is empty.'],
    ['[{}]', 'The selection sel is empty.'],
    ['', 'null needs a field.'],
    ['[one, null]', 'null needs a field.'],
  ])('refuses %j', (selection, reason) => {
    expect(reasonOf(`sel: ${selection}\ncondition: sel`)).toBe(reason);
  });

  it('is judged even where no condition names it', () => {
    const reason = reasonOf('a: {f: 1}\nb: {f|nope: 1}\ncondition: a');

    expect(reason).toContain('the modifier nope is not known');
  });
});
