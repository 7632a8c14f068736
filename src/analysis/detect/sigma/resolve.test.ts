import { describe, expect, it } from 'vitest';
import { readSigma } from './read.ts';
import { readText } from './reading.fixture.ts';

const rule = (title: string, more = '') =>
  `title: ${title}\nlevel: low\nlogsource: {}\ndetection: {s: {f: a}, condition: s}\n${more}`;

const correlation = (title: string, rules: string, more = '') =>
  `title: ${title}\nlevel: low\ncorrelation: {type: temporal, rules: ${rules}, timespan: 5m}\n${more}`;

const together = (...documents: readonly string[]) => documents.join('\n---\n');

const reasonsOf = (text: string) =>
  readText(text).refused.map(({ title, reason }) => [title, reason]);

describe('what a correlation names', () => {
  it('is an id before a name, and a name before a title', () => {
    const documents = [
      rule('One', 'id: x'),
      rule('Two', 'id: y\nname: x'),
      rule('x', 'id: z\nname: t'),
      rule('t', 'id: u'),
    ];

    const { correlations } = readText(together(...documents, correlation('C', '[x, t]')));

    expect(correlations[0]?.rules).toEqual(['x', 'z']);
  });

  it('is a title of its own file before one of its pack, and never of another pack', () => {
    const files = [
      { file: 'a.yml', pack: 'ours', text: together(rule('T', 'id: a'), correlation('C', 'T')) },
      { file: 'b.yml', pack: 'ours', text: together(rule('T', 'id: b'), rule('U', 'id: c')) },
      { file: 'c.yml', pack: 'ours', text: correlation('D', 'U') },
      { file: 'd.yml', pack: 'theirs', text: together(rule('U', 'id: d'), rule('V', 'id: e')) },
      { file: 'e.yml', pack: 'ours', text: correlation('E', 'V') },
    ];

    const { correlations, refused } = readSigma(files);

    expect(correlations.map(({ title, rules }) => [title, rules])).toEqual([
      ['C', ['a']],
      ['D', ['c']],
    ]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'It names the rule V, which is not there.',
    ]);
  });

  it('is never itself: the rule may have its title', () => {
    const { correlations } = readText(together(correlation('T', 'T'), rule('T', 'id: a')));

    expect(correlations[0]?.rules).toEqual(['a']);
  });

  it.each([
    ['ids', together(rule('A', 'id: x'), rule('B', 'id: x'))],
    ['names', together(rule('A', 'name: x'), rule('B', 'name: x'))],
    ['titles', together(rule('x', 'id: a'), rule('x', 'id: b'))],
  ])('is one rule: two %s are too many', (_, rules) => {
    expect(reasonsOf(together(rules, correlation('C', 'x')))).toEqual([
      ['C', 'x names several rules.'],
    ]);
  });

  it('may be told apart by the id that a second use got', () => {
    const text = together(rule('A', 'id: x'), rule('B', 'id: x'), correlation('C', '"x#2"'));

    expect(readText(text).correlations[0]?.rules).toEqual(['x#2']);
  });

  it('has to be used itself', () => {
    const bad = 'title: Bad\nname: bad\nlogsource: {}\ndetection: {s: {f|no: a}, condition: s}';

    const reasons = reasonsOf(
      together(bad, correlation('C', 'bad', 'name: c'), correlation('D', 'c')),
    );

    expect(reasons.slice(1)).toEqual([
      ['C', 'It names the rule bad, which is refused.'],
      ['D', 'It names the rule c, which is refused.'],
    ]);
  });

  it('makes it foreign where it is for other logs', () => {
    const other = rule('A', 'name: a').replace('logsource: {}', 'logsource: {product: windows}');

    const { foreign, refused, correlations } = readText(
      together(other, correlation('C', 'a', 'name: c'), correlation('D', 'c')),
    );

    expect([foreign, refused, correlations]).toEqual([3, [], []]);
  });
});

describe('a chain', () => {
  it('is read in any order, and kept in that of the file', () => {
    const text = together(
      correlation('Third', '[second, a]', 'id: third'),
      correlation('Second', 'first', 'id: second'),
      correlation('First', 'a', 'id: first'),
      rule('A', 'id: a'),
    );

    const { correlations } = readText(text);

    expect(correlations.map(({ id, rules }) => [id, rules])).toEqual([
      ['third', ['second', 'a']],
      ['second', ['first']],
      ['first', ['a']],
    ]);
  });

  it('may not be a circle', () => {
    const text = together(
      correlation('A', 'b', 'name: a'),
      correlation('B', 'a', 'name: b'),
      correlation('C', 'a', 'name: c'),
    );

    const reasons = reasonsOf(text);

    expect(reasons.map(([title]) => title)).toEqual(['A', 'B', 'C']);
    expect(reasons[0]?.[1]).toBe('It can never be read: A names B names one of them again.');
  });

  it('may be long', () => {
    const links = Array.from({ length: 400 }, (_, at) =>
      correlation(`C${at}`, `n${at + 1}`, `name: n${at}`),
    );

    const { correlations, refused } = readText(together(...links, rule('A', 'name: n400')));

    expect(correlations).toHaveLength(400);
    expect(refused).toEqual([]);
  });
});
