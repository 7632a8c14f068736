import { describe, expect, it } from 'vitest';
import { readText } from './reading.fixture.ts';

const rule = (name: string, logsource = '{product: aws, service: cloudtrail}') =>
  `title: Rule ${name}\nid: id-${name}\nname: ${name}\nlevel: low\nlogsource: ${logsource}\ndetection: {s: {f: ${name}}, condition: s}`;

const filter = (title: string, rules: string, logsource = 'logsource: {product: aws}') =>
  `title: ${title}\nid: ${title}\n${logsource}\nfilter: {rules: ${rules}, own: {u: admin}, condition: not own}`;

const read = (...documents: readonly string[]) => readText(documents.join('\n---\n'));

const NOT_OWN = { is: 'not', of: { is: 'selection', name: 'own', of: { field: 'u' } } };

describe('a filter', () => {
  it('narrows the rules that it names by id, name or title, and no others', () => {
    const { rules } = read(
      rule('a'),
      filter('f', '[id-a, b, Rule c]'),
      rule('b'),
      rule('c'),
      rule('d'),
    );

    expect(rules.map(({ filters }) => filters)).toEqual([['f'], ['f'], ['f'], []]);
    expect(rules[0]?.condition).toMatchObject({
      is: 'and',
      of: [{ is: 'selection', name: 's' }, NOT_OWN],
    });
    expect(rules[3]?.condition).toMatchObject({ is: 'selection', name: 's' });
  });

  it.each(['any', '[any]', '[]'])('narrows all rules where it names %s', (named) => {
    const { rules } = read(rule('a'), filter('f', named), rule('b', '{product: aws}'));

    expect(rules.map(({ filters }) => filters)).toEqual([['f'], ['f']]);
  });

  it('lies over others', () => {
    const { rules } = read(rule('a'), filter('f', 'a'), filter('g', 'any'));

    expect(rules[0]?.filters).toEqual(['f', 'g']);
    expect(rules[0]?.condition).toMatchObject({ is: 'and', of: [{}, NOT_OWN, NOT_OWN] });
  });

  it('narrows a rule once, however often it names it', () => {
    expect(read(rule('a'), filter('f', '[a, id-a]')).rules[0]?.filters).toEqual(['f']);
  });

  it('needs no log source, and stays off rules when it is for other logs', () => {
    const { rules, foreign } = read(
      rule('a'),
      filter('f', 'a', ''),
      filter('g', 'any', 'logsource: {product: windows}'),
    );

    expect(rules[0]?.filters).toEqual(['f']);
    expect(foreign).toBe(1);
  });

  it('is no rule, and gets no warning for having no level', () => {
    const { rules, correlations } = read(rule('a'), filter('f', 'a'));

    expect([rules.length, correlations.length, rules[0]?.warnings]).toEqual([1, 0, []]);
  });

  it.each([
    ['z', 'It names the rule z, which is not there.'],
    ['bad', 'It names the rule bad, which is not used.'],
    ['', 'The filter names no rules.'],
  ])('is refused where it narrows nothing: %j', (named, reason) => {
    const bad = 'title: Bad\nname: bad\nlogsource: {}\ndetection: {s: {f|no: a}, condition: s}';

    const { refused } = read(bad, filter('f', named));

    expect(refused.map((one) => one.reason)).toContain(reason);
  });

  it('says on the rules that it reaches what it does not reach', () => {
    const { rules, refused } = read(rule('aa'), filter('f', '[aa, zz]'));

    expect(refused).toEqual([]);
    expect(rules[0]?.warnings).toEqual(['Filter f: It names the rule zz, which is not there.']);
  });

  it.each([
    ['filter: {rules: any, condition: own}', 'There is no selection own.'],
    ['filter: {rules: any, own: {a: 1}}', 'The condition is missing.'],
    ['filter:', 'filter is empty.'],
  ])('is refused for what a rule is: %s', (text, reason) => {
    const { refused } = read(rule('a'), `title: F\n${text}`);

    expect(refused.map((one) => one.reason)).toEqual([reason]);
  });
});
