import { describe, expect, it } from 'vitest';
import type { Correlation } from '../model.ts';
import { readText } from '../reading.fixture.ts';

const RULES = ['a', 'b', 'c']
  .map(
    (name) =>
      `title: Rule ${name}\nid: id-${name}\nname: ${name}\nlevel: low\nlogsource: {}\ndetection: {s: {f: ${name}}, condition: s}\n---\n`,
  )
  .join('');

const read = (correlation: string, more = '') =>
  readText(`${RULES}title: Together\nlevel: high\ncorrelation: ${correlation}\n${more}`);

function readOne(correlation: string, more = ''): Correlation | undefined {
  return read(correlation, more).correlations[0];
}

describe('a correlation', () => {
  it('names rules by their ids in the end', () => {
    const one = readOne(
      '{type: event_count, rules: [a, Rule b, id-c], group-by: [f, g], timespan: 10m, condition: {gte: 3}}',
    );

    expect(one).toMatchObject({
      kind: 'correlation',
      title: 'Together',
      level: 'high',
      type: 'event_count',
      rules: ['id-a', 'id-b', 'id-c'],
      groupBy: ['f', 'g'],
      timespan: 600,
      condition: { is: 'bounds', bounds: [['gte', 3]], fields: [] },
      generate: false,
      aliases: {},
      own: {},
      warnings: [],
    });
  });

  it.each([
    ['30s', 30],
    ['5m', 300],
    ['1h', 3600],
    ['2d', 172_800],
    ['1w', 604_800],
  ])('has a timespan of %s in seconds', (timespan, seconds) => {
    const one = readOne(
      `{type: event_count, rules: a, timespan: ${timespan}, condition: {gte: 3}}`,
    );

    expect(one?.timespan).toBe(seconds);
  });

  it.each([
    ['value_count', '{field: f, gte: 2}', { bounds: [['gte', 2]], fields: ['f'] }],
    ['value_count', '{field: [f, g], gte: 2}', { bounds: [['gte', 2]], fields: ['f', 'g'] }],
    ['value_sum', '{field: f, gt: 2.5}', { bounds: [['gt', 2.5]], fields: ['f'] }],
    ['value_avg', '{field: f, gt: 2}', { bounds: [['gt', 2]], fields: ['f'] }],
    ['value_median', '{field: f, eq: 2}', { bounds: [['eq', 2]], fields: ['f'] }],
    [
      'value_percentile',
      '{field: f, gt: 2, percentile: 99}',
      { bounds: [['gt', 2]], fields: ['f'], percentile: 99 },
    ],
    [
      'event_count',
      '{gte: 2, neq: 5}',
      {
        bounds: [
          ['gte', 2],
          ['neq', 5],
        ],
        fields: [],
      },
    ],
    [
      'event_count',
      '{gt: 2, lt: 4}',
      {
        bounds: [
          ['gt', 2],
          ['lt', 4],
        ],
        fields: [],
      },
    ],
    [
      'value_avg',
      '{field: f, gt: 2, lt: 3}',
      {
        bounds: [
          ['gt', 2],
          ['lt', 3],
        ],
        fields: ['f'],
      },
    ],
  ])('%s is bounded by %s', (type, condition, bounds) => {
    const one = readOne(`{type: ${type}, rules: [a], timespan: 5m, condition: ${condition}}`);

    expect(one?.condition).toEqual({ is: 'bounds', ...bounds });
  });

  it('takes the 95th percentile where none is named, and says so', () => {
    const one = readOne(
      '{type: value_percentile, rules: [a], timespan: 5m, condition: {field: f, gt: 2}}',
    );

    expect(one?.condition).toMatchObject({ percentile: 95 });
    expect(one?.warnings).toEqual(['It names no percentile: 95 is used.']);
  });

  it.each([
    ['temporal', '[a, b]', 2],
    ['temporal', '[a, b, Rule a]', 2],
    ['temporal_ordered', '[a, b, a]', 3],
  ])('%s of %s needs all of them', (type, rules, count) => {
    const one = readOne(`{type: ${type}, rules: ${rules}, timespan: 5m}`);

    expect(one?.condition).toEqual({ is: 'bounds', bounds: [['gte', count]], fields: [] });
  });

  it('takes a condition in words over its rules', () => {
    const one = readOne(
      '{type: temporal, rules: [a, b, c], timespan: 5m, condition: a and not (b or c)}',
    );

    expect(one?.condition).toEqual({
      is: 'rules',
      of: {
        is: 'and',
        of: [
          { is: 'rule', rule: 'id-a' },
          {
            is: 'not',
            of: {
              is: 'or',
              of: [
                { is: 'rule', rule: 'id-b' },
                { is: 'rule', rule: 'id-c' },
              ],
            },
          },
        ],
      },
    });
  });

  it('takes its rules from the words where it names none', () => {
    const one = readOne('{type: temporal_ordered, timespan: 5m, condition: b and a and b}');

    expect(one?.rules).toEqual(['id-b', 'id-a']);
  });

  it('has aliases by the ids of rules', () => {
    const one = readOne(
      '{type: temporal, rules: [a, Rule b], timespan: 5m, group-by: [user], aliases: {user: {a: f.g, Rule b: h}}}',
    );

    expect(one?.aliases).toEqual({ user: { 'id-a': 'f.g', 'id-b': 'h' } });
    expect(one?.groupBy).toEqual(['user']);
  });

  it.each([
    ['{type: temporal, rules: [a], timespan: 5m, generate: true}', ''],
    ['{type: temporal, rules: [a], timespan: 5m}', 'generate: true'],
  ])('generates whether it says so within or beside: %s', (correlation, beside) => {
    expect(readOne(correlation, beside)?.generate).toBe(true);
  });

  it('may have a log source and our own keys', () => {
    const one = readOne(
      '{type: temporal, rules: [a], timespan: 5m}',
      'logsource: {product: aws}\ntrailglass: {window: 1h}',
    );

    expect(one?.own).toEqual({ window: 3600 });
  });

  it.each([
    ['{type: event_count, rules: a, timespan: 5m, condition: {lt: 3}}', 'does not see silence'],
    [
      '{type: event_count, rules: a, timespan: 5m, condition: {gt: 3, field: f}}',
      'looks at no field',
    ],
    ['{type: temporal, rules: a, timespan: 5m, group_by: f}', 'Did you mean group-by?'],
  ])('warns of %s', (correlation, warning) => {
    expect(readOne(correlation)?.warnings.join()).toContain(warning);
  });

  it.each([
    ['{rules: a, timespan: 5m}', 'The correlation has no type.'],
    ['{type: count, rules: a, timespan: 5m}', 'The correlation type count is not known.'],
    [
      '{type: temporl, rules: a, timespan: 5m}',
      'The correlation type temporl is not known. Did you mean temporal?',
    ],
    ['{type: temporal, timespan: 5m}', 'The correlation names no rules.'],
    ['{type: temporal, rules: {a: b}, timespan: 5m}', 'rules is neither a text nor a list.'],
    ['{type: temporal, rules: a}', 'The correlation has no timespan.'],
    [
      '{type: temporal, rules: a, timespan: 10}',
      expect.stringContaining('The timespan 10 is not one'),
    ],
    [
      '{type: temporal, rules: a, timespan: 0m}',
      expect.stringContaining('The timespan 0m is not one'),
    ],
    ['{type: temporal, rules: a, timespan: 1M}', expect.stringContaining('no fixed length')],
    ['{type: temporal, rules: a, timespan: 1y}', expect.stringContaining('no fixed length')],
    ['{type: event_count, rules: a, timespan: 5m}', 'event_count needs a condition.'],
    [
      '{type: event_count, rules: a, timespan: 5m, condition: a}',
      'The condition of event_count is a map of bounds, not a text.',
    ],
    ['{type: temporal, rules: a, timespan: 5m, condition: [a]}', 'The condition is a list.'],
    ['{type: event_count, rules: a, timespan: 5m, condition: {}}', 'The condition bounds nothing.'],
    ['{type: event_count, rules: a, timespan: 5m, condition: {gte: many}}', 'gte is no number.'],
    [
      '{type: event_count, rules: a, timespan: 5m, condition: {ge: 3}}',
      'A condition has no key ge. Did you mean gt?',
    ],
    [
      '{type: event_count, rules: a, timespan: 5m, condition: {gt: 5, lt: 6}}',
      'No number is within all bounds of the condition.',
    ],
    [
      '{type: event_count, rules: a, timespan: 5m, condition: {eq: 5, neq: 5}}',
      'No number is within all bounds of the condition.',
    ],
    [
      '{type: event_count, rules: a, timespan: 5m, condition: {lt: 0}}',
      'No number is within all bounds of the condition.',
    ],
    [
      '{type: value_sum, rules: a, timespan: 5m, condition: {gt: 5}}',
      'value_sum needs a field in its condition.',
    ],
    [
      '{type: value_sum, rules: a, timespan: 5m, condition: {gt: 5, field: [f, g]}}',
      'value_sum takes one field.',
    ],
    [
      '{type: value_percentile, rules: a, timespan: 5m, condition: {gt: 5, field: f, percentile: 101}}',
      'percentile is no number within 0 and 100.',
    ],
    [
      '{type: temporal, rules: [a, b, c], timespan: 5m, condition: a and b}',
      'The condition leaves out c.',
    ],
    [
      '{type: temporal, rules: [a], timespan: 5m, condition: a and b}',
      'The condition names b, which rules does not.',
    ],
    [
      '{type: temporal, timespan: 5m, condition: 1 of a*}',
      'The condition of a correlation names rules, not patterns.',
    ],
    ['{type: temporal, rules: a, timespan: 5m, aliases: text}', 'aliases is no map.'],
    [
      '{type: temporal, rules: a, timespan: 5m, aliases: {u: f}}',
      'The alias u is no map of rules.',
    ],
    [
      '{type: temporal, rules: a, timespan: 5m, generate: text}',
      'generate is neither true nor false.',
    ],
    ['{type: temporal, rules: z, timespan: 5m}', 'It names the rule z, which is not there.'],
    ['', 'correlation is empty.'],
  ])('refuses %s', (correlation, reason) => {
    const { refused, rules } = read(correlation);

    expect(refused.map((one) => one.reason)).toEqual([reason]);
    expect(rules).toHaveLength(3);
  });
});
