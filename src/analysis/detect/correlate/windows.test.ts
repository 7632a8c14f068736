import { describe, expect, it } from 'vitest';
import type { Correlation } from '../sigma/model.ts';
import { aCorrelation, at, bounds, boundsOf } from './correlate.fixture.ts';
import { measureOf } from './measure.ts';
import type { Occurrence } from './occurrence.ts';
import { orderedWindowsOf, windowsOf } from './windows.ts';

const SPAN = 10e6;
const ALWAYS = Number.NEGATIVE_INFINITY;

/** The events of each window of ten seconds. */
function windowsIn(change: Partial<Correlation>, sorted: readonly Occurrence[]) {
  const measure = measureOf(aCorrelation(change));
  return windowsOf(sorted, { span: SPAN, measure, from: ALWAYS }).map(({ events }) => events);
}

const seconds = (...list: readonly number[]) => list.map((second) => at(second));

describe('a window', () => {
  it('has both its ends inside', () => {
    const windows = windowsIn({}, seconds(0, 10));

    expect(windows).toEqual([['a0', 'a10']]);
  });

  it('reaches back no further than its span', () => {
    const past = { ...at(0), ts: -1 };

    const windows = windowsIn({}, [past, at(10)]);

    expect(windows).toEqual([]);
  });

  it('is never bound to the clock: it ends where an event is', () => {
    const windows = windowsIn({ condition: bounds(['gte', 3]) }, seconds(7, 12, 17));

    expect(windows).toEqual([['a7', 'a12', 'a17']]);
  });

  it('holds all that share its last moment', () => {
    const some = [at(1), at(1, {}, { name: 'second' }), at(1, {}, { name: 'third' })];

    const windows = windowsIn({}, some);

    expect(windows).toEqual([['a1', 'second', 'third']]);
  });

  it('spends its events: the next firing needs as many again', () => {
    const windows = windowsIn({}, seconds(1, 2, 3, 4, 5));

    expect(windows).toEqual([
      ['a1', 'a2'],
      ['a3', 'a4'],
    ]);
  });

  it('says when its first and its last event were', () => {
    const measure = measureOf(aCorrelation());

    const [window] = windowsOf(seconds(0, 20, 25), { span: SPAN, measure, from: ALWAYS });

    expect(window).toMatchObject({ first: 20e6, last: 25e6 });
  });
});

describe('a count of events', () => {
  it('may be bounded on both sides', () => {
    const condition = bounds(['gt', 1], ['lt', 3]);

    const windows = windowsIn({ condition }, [at(1), at(1, {}, { name: 'b' }), ...seconds(2)]);

    expect(windows).toEqual([['a1', 'b']]);
  });

  it('is not reached where more came at one moment than are allowed', () => {
    const some = [at(1), at(1, {}, { name: 'b' }), at(1, {}, { name: 'c' })];

    const windows = windowsIn({ condition: bounds(['eq', 2]) }, some);

    expect(windows).toEqual([]);
  });
});

describe('a count of values', () => {
  const valueCount = (fields: string | readonly string[], count: number) =>
    ({ type: 'value_count', condition: boundsOf(fields, ['gte', count]) }) as const;

  it('counts different ones, in any case', () => {
    const some = [at(1, { v: 'x' }), at(2, { v: 'X' }), at(3, { v: 'x' }), at(4, { v: 'y' })];

    const windows = windowsIn(valueCount('v', 2), some);

    expect(windows).toEqual([['a1', 'a2', 'a3', 'a4']]);
  });

  it('has no value where the field is missing', () => {
    const windows = windowsIn(valueCount('v', 2), [at(1, { v: 'x' }), at(2, { v: null }), at(3)]);

    expect(windows).toEqual([]);
  });

  it('counts tuples of several fields, of which one with a missing part is none', () => {
    const some = [
      at(1, { v: 'x', w: '1' }),
      at(2, { v: 'x', w: null }),
      at(3, { v: 'x', w: '1' }),
      at(4, { v: 'x', w: '2' }),
    ];

    const windows = windowsIn(valueCount(['v', 'w'], 2), some);

    expect(windows).toEqual([['a1', 'a2', 'a3', 'a4']]);
  });

  it('forgets a value once its last event has left the window', () => {
    const some = [at(0, { v: 'x' }), at(1, { v: 'y' }), at(11, { v: 'y' }), at(12, { v: 'z' })];

    const windows = windowsIn(valueCount('v', 3), some);

    expect(windows).toEqual([]);
  });
});

describe('a measure of numbers', () => {
  const numbers = (...values: readonly (string | null)[]) =>
    values.map((n, place) => at(place, { n }));
  const measured = (
    type: Correlation['type'],
    bound: readonly ['gt' | 'gte' | 'eq' | 'lt', number],
    percentile?: number,
  ) =>
    ({
      type,
      condition: { ...boundsOf('n', bound), ...(percentile === undefined ? {} : { percentile }) },
    }) as const;

  it('sums texts that are numbers and takes no notice of others', () => {
    const some = numbers('10', 'many', null, '', ' 5.5 ', '1e2');

    const windows = windowsIn(measured('value_sum', ['eq', 115.5]), some);

    expect(windows).toEqual([['a0', 'a1', 'a2', 'a3', 'a4', 'a5']]);
  });

  it('has no sum where there is no number', () => {
    const windows = windowsIn(measured('value_sum', ['lt', 1]), numbers('x', null));

    expect(windows).toEqual([]);
  });

  it('averages what are numbers', () => {
    const windows = windowsIn(measured('value_avg', ['eq', 2]), numbers('1', 'x', '3'));

    expect(windows).toEqual([['a0', 'a1', 'a2']]);
  });

  it('takes the middle of an odd number, and the mean of the two of an even one', () => {
    const odd = windowsIn(measured('value_median', ['eq', 5]), numbers('9', '5', '1'));
    const even = windowsIn(measured('value_median', ['eq', 4]), numbers('1', '7'));

    expect([odd.length, even.length]).toEqual([1, 1]);
  });

  it('takes a percentile between the two nearest ranks', () => {
    // Ranks 0 to 3: the 90th of 10, 20, 30, 40 is at rank 2.7.
    const some = numbers('10', '20', '30', '40');

    const [above, below] = [36.9, 37.1].map((limit) =>
      windowsIn(measured('value_percentile', ['gt', limit], 90), some),
    );

    expect([above?.length, below?.length]).toEqual([1, 0]);
  });

  it('takes the 95th percentile where none is named', () => {
    // Rank 0.95 of 0 and 100: 95.
    const windows = windowsIn(measured('value_percentile', ['gte', 95]), numbers('0', '100'));

    expect(windows).toEqual([['a0', 'a1']]);
  });

  it('loses the numbers that leave the window', () => {
    const some = [at(0, { n: '50' }), at(11, { n: '60' })];

    const windows = windowsIn(measured('value_sum', ['gt', 100]), some);

    expect(windows).toEqual([]);
  });
});

describe('rules that match in one window', () => {
  const b = (second: number) => at(second, {}, { rule: 'b' });

  it('may come in any order', () => {
    const windows = windowsIn({ type: 'temporal' }, [b(1), at(2)]);

    expect(windows).toEqual([['b1', 'a2']]);
  });

  it('are counted by rule, not by event', () => {
    const windows = windowsIn({ type: 'temporal' }, seconds(1, 2, 3));

    expect(windows).toEqual([]);
  });

  it('may be joined by words', () => {
    const rule = (name: string) => ({ is: 'rule', rule: name }) as const;
    const tree = { is: 'and', of: [rule('a'), { is: 'not', of: rule('b') }] } as const;
    const change = { type: 'temporal', condition: { is: 'rules', of: tree } } as const;

    const [alone, beside] = [windowsIn(change, [at(1)]), windowsIn(change, [b(1), at(2)])];

    expect([alone, beside]).toEqual([[['a1']], []]);
  });
});

describe('rules that match in their order', () => {
  const named = (rule: string) => (second: number) => at(second, {}, { rule });
  const [a, b, c] = [named('a'), named('b'), named('c')];

  function orderedIn(rules: readonly string[], sorted: readonly Occurrence[]) {
    return orderedWindowsOf(sorted, { span: SPAN, rules, from: ALWAYS }).map(
      ({ events }) => events,
    );
  }

  it('fire when the last has come', () => {
    const windows = orderedIn(['a', 'b', 'c'], [a(1), b(2), c(3)]);

    expect(windows).toEqual([['a1', 'b2', 'c3']]);
  });

  it('do not fire in another order', () => {
    const windows = orderedIn(['a', 'b', 'c'], [a(1), c(2), b(3)]);

    expect(windows).toEqual([]);
  });

  it('count as ordered at one second, which is all that CloudTrail tells', () => {
    const windows = orderedIn(['a', 'b'], [b(1), a(1)]);

    expect(windows).toEqual([['b1', 'a1']]);
  });

  it('have both ends of their time inside', () => {
    const [inside, outside] = [
      orderedIn(['a', 'b'], [a(0), b(10)]),
      orderedIn(['a', 'b'], [a(0), b(11)]),
    ];

    expect([inside, outside]).toEqual([[['a0', 'b10']], []]);
  });

  it('begin with the latest that will do', () => {
    const windows = orderedIn(['a', 'b'], [a(1), a(5), b(12)]);

    expect(windows).toEqual([['a5', 'b12']]);
  });

  it('are spent once they fired', () => {
    const windows = orderedIn(['a', 'b'], [a(1), b(2), b(3), a(4), b(5)]);

    expect(windows).toEqual([
      ['a1', 'b2'],
      ['a4', 'b5'],
    ]);
  });

  it('may name one rule twice: one event stands for both, at one second', () => {
    const windows = orderedIn(['a', 'b', 'a'], [a(1), b(2), a(3)]);

    expect(windows).toEqual([['a1', 'b2', 'a3']]);
  });
});
