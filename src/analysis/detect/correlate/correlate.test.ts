import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correlation } from '../sigma/model.ts';
import { aCorrelation, at, bounds, boundsOf } from './correlate.fixture.ts';
import { correlate, fieldsRead, groupFields, occurrenceOf } from './correlate.ts';
import type { Occurrence } from './occurrence.ts';

/** The events of each firing. */
function firingsOf(
  correlation: Correlation,
  occurrences: readonly Occurrence[],
): readonly (readonly string[])[] {
  const of = (rule: string) => occurrences.filter((one) => one.rule === rule);
  return correlate(correlation, of).map(({ events }) => events);
}

describe('groups', () => {
  it('are told apart by the values of their fields', () => {
    const some = [at(1, { user: 'x' }), at(2, { user: 'y' }), at(3, { user: 'x' })];

    const firings = firingsOf(aCorrelation(), some);

    expect(firings).toEqual([['a1', 'a3']]);
  });

  it('take no notice of case', () => {
    const some = [at(1, { user: 'Ada' }), at(2, { user: 'ADA' })];

    const firings = firingsOf(aCorrelation(), some);

    expect(firings).toEqual([['a1', 'a2']]);
  });

  it('have one of their own for what has no value', () => {
    const some = [at(1, { user: null }), at(2, {}), at(3, { user: 'null' })];

    const firings = firingsOf(aCorrelation(), some);

    expect(firings).toEqual([['a1', 'a2']]);
  });

  it('are by all of several fields', () => {
    const some = [
      at(1, { user: 'x', region: 'r' }),
      at(2, { user: 'x', region: 's' }),
      at(3, { user: 'x', region: 'r' }),
    ];

    const firings = firingsOf(aCorrelation({ groupBy: ['user', 'region'] }), some);

    expect(firings).toEqual([['a1', 'a3']]);
  });

  it('are one where there is nothing to group by', () => {
    const firings = firingsOf(aCorrelation({ groupBy: [] }), [
      at(1, { user: 'x' }),
      at(2, { user: 'y' }),
    ]);

    expect(firings).toEqual([['a1', 'a2']]);
  });

  it('read a field of another name in each rule by way of an alias', () => {
    const aliases = { who: { a: 'maker', b: 'made' } };
    const some = [
      at(1, { maker: 'x', made: 'y' }),
      at(2, { maker: 'z', made: 'x' }, { rule: 'b' }),
    ];

    const firings = correlate(aCorrelation({ groupBy: ['who'], aliases }), (rule) =>
      some.filter((one) => one.rule === rule),
    );

    expect(firings).toEqual([{ group: ['x'], first: 1e6, last: 2e6, events: ['a1', 'b2'] }]);
  });
});

describe('the fields that a correlation reads', () => {
  it('are those it groups by, by their aliases, and those it counts', () => {
    const aliases = { who: { a: 'maker' } };
    const condition = boundsOf('region', ['gte', 2]);
    const correlation = aCorrelation({ groupBy: ['who', 'account'], aliases, condition });

    const [ofA, ofB] = [fieldsRead(correlation, 'a'), groupFields(correlation, 'b')];

    expect([ofA, ofB]).toEqual([
      ['maker', 'account', 'region'],
      ['who', 'account'],
    ]);
  });
});

describe('a firing', () => {
  it('is an occurrence at its last event for the correlations above it, with its group by name', () => {
    const correlation = aCorrelation({ groupBy: ['who', 'account'] });
    const firing = { group: ['x', null], first: 1e6, last: 5e6, events: ['e1', 'e5'] };

    const occurrence = occurrenceOf(correlation, firing);

    expect(occurrence).toEqual({
      rule: 'correlation-1',
      ts: 5e6,
      events: ['e1', 'e5'],
      values: { who: 'x', account: null },
    });
  });

  it('names an event that several rules matched once', () => {
    const some = [at(1, {}, { name: 'e' }), at(1, {}, { rule: 'b', name: 'e' })];

    const firings = firingsOf(aCorrelation({ type: 'temporal' }), some);

    expect(firings).toEqual([['e']]);
  });
});

describe('what was found before', () => {
  const ofA = (...seconds: readonly number[]) => {
    const some = seconds.map((second) => at(second));
    return (rule: string) => some.filter((one) => one.rule === rule);
  };
  const fixed = (from: number, ...fired: readonly { first: number; last: number }[]) => {
    return () => ({ from, fired });
  };

  it('is spent: an event that comes late into a firing makes no other', () => {
    const before = fixed(2e6, { first: 1e6, last: 3e6 });

    const firings = correlate(aCorrelation(), ofA(1, 2, 3), before);

    expect(firings).toEqual([]);
  });

  it('is not reached across', () => {
    const before = fixed(5e6, { first: 2e6, last: 4e6 });

    const firings = correlate(aCorrelation(), ofA(1, 2, 4, 5), before);

    expect(firings).toEqual([]);
  });

  it('leaves what comes behind it free to fire', () => {
    const before = fixed(5e6, { first: 2e6, last: 4e6 });

    const firings = correlate(aCorrelation(), ofA(2, 4, 5, 6), before);

    expect(firings.map(({ events }) => events)).toEqual([['a5', 'a6']]);
  });

  it('holds the windows that ended earlier: of events half of which are known nothing is said again', () => {
    const condition = bounds(['lt', 2]);
    const before = fixed(5e6);

    const firings = correlate(aCorrelation({ condition }), ofA(1, 5), before);

    expect(firings).toEqual([]);
  });
});

describe('a group that is not asked for', () => {
  it('says nothing', () => {
    const some = [
      at(1, { user: 'x' }),
      at(2, { user: 'x' }),
      at(3, { user: 'y' }),
      at(4, { user: 'y' }),
    ];
    const firings = correlate(
      aCorrelation({ rules: ['a'] }),
      () => some,
      ([user]) => (user === 'y' ? { from: 0, fired: [] } : undefined),
    );

    expect(firings.map(({ group }) => group)).toEqual([['y']]);
  });
});

describe('the order in which occurrences arrive', () => {
  const users = fc.constantFrom('x', 'X', 'y', null);
  const occurrence = fc
    .record({ second: fc.nat(12), user: users, n: fc.nat(3), rule: fc.constantFrom('a', 'b') })
    .map(({ second, user, n, rule }) => ({ second, rule, values: { user, n: String(n) } }));
  const occurrences = fc
    .array(occurrence, { maxLength: 20 })
    .map((list) =>
      list.map(({ second, rule, values }, place) =>
        at(second, values, { rule, name: `e${place}` }),
      ),
    );
  const correlations = fc.constantFrom<Partial<Correlation>>(
    { condition: bounds(['gte', 3]) },
    { type: 'value_count', condition: boundsOf('n', ['gte', 2]) },
    { type: 'temporal', condition: bounds(['gte', 2]) },
    { type: 'temporal_ordered', condition: bounds(['gte', 2]) },
    { type: 'value_sum', condition: boundsOf('n', ['gt', 4]) },
    { type: 'value_median', condition: boundsOf('n', ['gte', 2]) },
  );

  it('makes no difference to what fires', () => {
    const shuffled = occurrences.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    const property = fc.property(shuffled, correlations, ([list, other], change) => {
      const correlation = aCorrelation({ timespan: 4, ...change });
      const inOrder = (some: readonly Occurrence[]) =>
        correlate(correlation, (rule) => some.filter((one) => one.rule === rule)).toSorted(
          (one, two) => one.first - two.first || (String(one.group) < String(two.group) ? -1 : 1),
        );

      expect(inOrder(other)).toEqual(inOrder(list));
    });

    fc.assert(property, { numRuns: 1000, seed: 1 });
  });
});
