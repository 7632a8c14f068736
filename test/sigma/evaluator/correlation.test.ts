import { describe, expect, it } from 'vitest';
import { evaluateCorrelation } from './correlation.ts';
import type { Dictionary } from './fields.ts';
import { RefusedRule } from './refused.ts';

const RULES = ['a', 'b'].map((name) => ({
  title: name,
  name,
  detection: { s: { kind: name }, condition: 's' },
}));

const at = (t: number, kind: string, rest: Dictionary = {}) => ({ t, kind, ...rest });

function fires(correlation: Dictionary, events: readonly Dictionary[]): boolean {
  const document = { title: 'Correlation', correlation: { timespan: '10s', ...correlation } };
  const options = { time: ({ t }: Dictionary) => Number(t) };
  return evaluateCorrelation([...RULES, document], events, options).length > 0;
}

describe('a condition over names of rules', () => {
  const never = { type: 'temporal', rules: ['a', 'b'], condition: 'a and not b' };

  it('holds where the other does not come within the timespan, before or after', () => {
    expect(fires(never, [at(0, 'a'), at(11, 'b')])).toBe(true);
    expect(fires(never, [at(0, 'a'), at(10, 'b')])).toBe(false);
    expect(fires(never, [at(0, 'b'), at(10, 'a')])).toBe(false);
  });
});

describe('a condition in words', () => {
  it('names the rules itself, where no list does', () => {
    const both = { type: 'temporal', condition: '(a and b)' };

    expect(fires(both, [at(0, 'a'), at(9, 'b')])).toBe(true);
    expect(fires(both, [at(0, 'a'), at(11, 'b')])).toBe(false);
  });
});

describe('a measure', () => {
  const measured = (type: string, condition: Dictionary, values: readonly unknown[]) =>
    fires(
      { type, rules: ['a'], condition: { field: 'v', ...condition } },
      values.map((v, t) => at(t, 'a', { v })),
    );

  it('takes the middle of an even number of values', () => {
    expect(measured('value_median', { eq: 2.5 }, [4, '1', 3, 2])).toBe(true);
  });

  it('lies on the line between two ranks', () => {
    expect(measured('value_percentile', { eq: 7.5, percentile: 75 }, [0, 10])).toBe(true);
    expect(measured('value_percentile', { eq: 9.5 }, [0, 10])).toBe(true);
  });

  it('has no value where no number stands', () => {
    expect(measured('value_sum', { lt: 1 }, ['x', null])).toBe(false);
    expect(measured('value_avg', { lt: 1 }, [])).toBe(false);
  });

  it('counts every member of an array', () => {
    expect(
      measured('value_count', { gte: 3 }, [
        ['x', 'Y'],
        ['y', 'z'],
      ]),
    ).toBe(true);
    expect(measured('value_count', { gte: 3 }, [['x', 'Y'], ['y']])).toBe(false);
  });
});

describe('a correlation', () => {
  const count = { type: 'event_count', rules: ['a'], condition: { gte: 2 } };

  it.each<[string, Dictionary]>([
    ['of a rule that is not there', { ...count, rules: ['c'] }],
    ['of no rule', { ...count, rules: [] }],
    ['without a unit of time', { ...count, timespan: '10' }],
    ['with aliases that are no map', { ...count, aliases: 'a' }],
    ['over months', { ...count, timespan: '1M' }],
    ['of an unknown type', { ...count, type: 'near' }],
    ['without a bound', { ...count, condition: {} }],
    ['with bounds that no value meets', { ...count, condition: { gt: 5, lt: 3 } }],
    ['that counts values of no field', { ...count, type: 'value_count' }],
    ['of itself', { ...count, rules: ['Correlation'] }],
  ])('is refused %s', (_, correlation) => {
    expect(() => fires(correlation, [at(0, 'a')])).toThrow(RefusedRule);
  });

  it('starts anew after it fired', () => {
    const twice = { title: 'Twice', name: 'twice', correlation: { ...count, timespan: '10s' } };
    const pairs = { title: 'Pairs', correlation: { ...count, rules: ['twice'], timespan: '1m' } };
    const options = { time: ({ t }: Dictionary) => Number(t) };
    const events = (times: readonly number[]) => times.map((t) => at(t, 'a'));

    expect(evaluateCorrelation([...RULES, twice, pairs], events([0, 1, 2]), options)).toEqual([]);
    expect(evaluateCorrelation([...RULES, twice, pairs], events([0, 1, 2, 3]), options)).toEqual([
      [],
    ]);
  });
});
