import { describe, expect, it } from 'vitest';
import type { Tree } from '../model.ts';
import { readRuleOf, reasonOf } from '../reading.fixture.ts';

const SELECTIONS = `
sel_a: {f: a}
sel_b: {f: b}
sel_c_x: {f: c}
filter-one.2: {f: d}
_hidden: {f: e}
`;

/** A tree in few words: names, and operators before what they join. */
function shortOf(tree: Tree): unknown {
  switch (tree.is) {
    case 'selection':
      return tree.name;
    case 'not':
      return ['not', shortOf(tree.of)];
    case 'and':
    case 'or':
      return [tree.is, ...tree.of.map(shortOf)];
    default:
      return 'item';
  }
}

const read = (condition: string) =>
  shortOf(readRuleOf(`${SELECTIONS.trim()}\ncondition: ${condition}`).condition);

const refuse = (condition: string) => reasonOf(`${SELECTIONS.trim()}\ncondition: ${condition}`);

describe('a condition', () => {
  it.each([
    ['sel_a', 'sel_a'],
    ['sel_a or sel_b and sel_c_x', ['or', 'sel_a', ['and', 'sel_b', 'sel_c_x']]],
    ['sel_a and sel_b or sel_c_x', ['or', ['and', 'sel_a', 'sel_b'], 'sel_c_x']],
    ['sel_a and (sel_b or sel_c_x)', ['and', 'sel_a', ['or', 'sel_b', 'sel_c_x']]],
    ['not sel_a and sel_b', ['and', ['not', 'sel_a'], 'sel_b']],
    ['not not sel_a', ['not', ['not', 'sel_a']]],
    ['not 1 of sel_* and sel_a', ['and', ['not', ['or', 'sel_a', 'sel_b', 'sel_c_x']], 'sel_a']],
    ['sel_a AND NOT sel_b Or sel_c_x', ['or', ['and', 'sel_a', ['not', 'sel_b']], 'sel_c_x']],
    ['1 OF Them', ['or', 'sel_a', 'sel_b', 'sel_c_x', 'filter-one.2']],
    ['any of sel_?', undefined],
    ['any of sel_*', ['or', 'sel_a', 'sel_b', 'sel_c_x']],
    ['all of them', ['and', 'sel_a', 'sel_b', 'sel_c_x', 'filter-one.2']],
    ['all of s*_x', 'sel_c_x'],
    ['1 of *_*_*', 'sel_c_x'],
    ['1 of _*', '_hidden'],
    ['1 of *hidden or sel_a', undefined],
    ['1 of sel_a', 'sel_a'],
    ['filter-one.2 and _hidden', ['and', 'filter-one.2', '_hidden']],
    ['((sel_a))', 'sel_a'],
    ['(sel_a)and(sel_b)', ['and', 'sel_a', 'sel_b']],
    ['[sel_a, sel_b and sel_c_x]', ['or', 'sel_a', ['and', 'sel_b', 'sel_c_x']]],
  ])('%s', (condition, tree) => {
    if (tree === undefined) expect(refuse(condition)).toContain('No selection has a name like');
    else expect(read(condition)).toEqual(tree);
  });

  it.each([
    ['sel_z', 'There is no selection sel_z. Did you mean sel_a?'],
    ['1 of nope*', 'No selection has a name like nope* of the condition.'],
    ['sel_a and not 1 of nope*', 'No selection has a name like nope* of the condition.'],
    ['sel_a and', 'The condition ends where a name is due.'],
    ['sel_a and or sel_b', 'The condition has or where a name is due.'],
    ['not', 'The condition ends where a name is due.'],
    ['(sel_a', 'A parenthesis of the condition is not closed.'],
    ['sel_a)', 'The condition closes a parenthesis that nothing opens.'],
    ['()', 'The condition has ) where a name is due.'],
    ['sel_a sel_b', 'The condition lacks and or or before sel_b.'],
    ['(sel_a sel_b)', 'The condition lacks and or or before sel_b.'],
    ['2 of sel_*', 'The condition knows 1 of, any of and all of, not 2 of.'],
    ['1 of', 'The condition lacks a name after 1 of.'],
    ['sel_*', 'The condition lacks 1 of or all of before sel_*.'],
    ['"sel_a | count() > 5"', expect.stringContaining('that is what correlations do')],
    ['sel_a | near sel_b', expect.stringContaining('that is what correlations do')],
    ["''", 'The condition is empty.'],
    ['[]', 'The condition is empty.'],
    ['', 'The condition is missing.'],
    ['{a: 1}', 'The condition is no text.'],
  ])('refuses %s', (condition, reason) => {
    expect(refuse(condition)).toEqual(reason);
  });

  it('refuses a timeframe, which only correlations have', () => {
    const reason = reasonOf('sel: {f: a}\ntimeframe: 5m\ncondition: sel');

    expect(reason).toBe('timeframe counts over time: that is what correlations do.');
  });

  it('is refused rather than the end of the stack', () => {
    expect(refuse(`${'('.repeat(5000)}sel_a`)).toBe('The condition is nested too deeply.');
    expect(refuse(`${'not '.repeat(5000)}sel_a`)).toBe('The condition is nested too deeply.');
  });

  it('may be long', () => {
    const tree = read(Array.from({ length: 5000 }, () => 'sel_a').join(' or '));

    expect(tree).toHaveLength(5001);
  });

  it('keeps its words, and tells which selections it never names', () => {
    const rule = readRuleOf(`${SELECTIONS.trim()}\ncondition: 1 of sel_*`);

    expect(rule.conditionText).toEqual(['1 of sel_*']);
    expect(rule.unused).toEqual(['filter-one.2', '_hidden']);
    expect(rule.warnings).toEqual([
      'The condition never names the selection filter-one.2.',
      'The condition never names the selection _hidden.',
    ]);
  });
});
