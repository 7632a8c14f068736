import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMatch, MINUTE, NOW } from '../alerts/alerts.fixture.ts';
import { aCorrelation, bounds, boundsOf } from '../correlate/correlate.fixture.ts';
import type { Match } from '../match/match.ts';
import type { Correlation, RuleTree } from '../sigma/model.ts';
import { newFirings } from './firings.ts';
import { type MatchesBetween, matchesNow } from './matches-now.ts';

/** Three of rule `a` by user within ten minutes. */
const THREE = aCorrelation({ rules: ['a'], timespan: 600, condition: bounds(['gte', 3]) });

/** Half an hour of events, after which all are taken for arrived; microseconds. */
const LATENESS = 30 * MINUTE * 1000;

function by(user: string, at: number, name = `${user}${at}`): Match {
  return aMatch(name, { at, rule: 'a', fields: { user } });
}

/** Looks at each delivery as it comes, with what came and fired before; all firings that stand. */
function delivered(
  correlations: readonly Correlation[],
  ...deliveries: readonly (readonly Match[])[]
): readonly Match[] {
  return told(correlations, ...deliveries).filter(({ undone }) => !undone);
}

/** Also those that were undone. */
function told(
  correlations: readonly Correlation[],
  ...deliveries: readonly (readonly Match[])[]
): readonly (Match & { readonly undone?: true })[] {
  const ids = new Set(correlations.map(({ id }) => id));
  let stored: readonly (Match & { readonly undone?: true })[] = [];
  let [complete, decided] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const isSame = (one: Match) => (other: Match) =>
    one.rule === other.rule && one.event.key === other.event.key;
  const between: MatchesBetween = (rule, from, to) =>
    stored.filter((one) => {
      const { ts = Number.NaN } = one.event;
      return !one.undone && one.rule === rule && ts >= from && ts < to;
    });
  for (const delivery of deliveries) {
    const fresh = delivery.filter((one) => !stored.some(isSame(one)));
    for (const { event } of fresh) complete = Math.max(complete, (event.ts ?? 0) - LATENESS);
    const { fired, amended, undone } = newFirings(correlations, matchesNow(fresh, between), {
      ...{ complete, decidedUntil: () => decided, keptSince: Number.NEGATIVE_INFINITY },
      isAnew: () => false,
      isStored: (rule, key) => stored.some((one) => one.rule === rule && one.event.key === key),
    });
    decided = complete;
    stored = [...stored, ...fresh, ...fired].map((one) => {
      if (undone.some(isSame(one))) return { ...one, undone: true };
      return amended.find(isSame(one)) ?? one;
    });
  }
  return stored.filter(({ rule }) => ids.has(rule));
}

/** First and last minute of each firing, and how many events it has. */
function spansOf(firings: readonly Match[]) {
  return firings.map(({ event: { fields } }) => [
    ...[fields['firing.first'], fields['firing.last']].map(
      (micros) => (Number(micros) / 1000 - NOW) / MINUTE,
    ),
    Number(fields['firing.events']),
  ]);
}

describe('new matches', () => {
  it('fire once there are enough of them', () => {
    const firings = delivered([THREE], [by('ada', 0), by('ada', 1), by('ada', 2)]);

    expect(spansOf(firings)).toEqual([[0, 2, 3]]);
  });

  it('fire together with those that are stored', () => {
    const firings = delivered([THREE], [by('ada', 0)], [by('ada', 1)], [by('ada', 2)]);

    expect(spansOf(firings)).toEqual([[0, 2, 3]]);
  });

  it('fire as they would have in one delivery, however many come one by one', () => {
    const minutes = Array.from({ length: 40 }, (_, minute) => by('ada', minute));

    const one = delivered([THREE], minutes);
    const many = delivered([THREE], ...minutes.map((match) => [match]));

    expect(spansOf(one)).toHaveLength(13);
    expect(many.map(({ event }) => event)).toEqual(one.map(({ event }) => event));
  });

  it('fire of each group for itself', () => {
    const matches = [by('ada', 0), by('bob', 1), by('ada', 2), by('bob', 3), by('ada', 4)];

    const firings = delivered([THREE], matches);

    expect(firings.map(({ event }) => event.fields.user)).toEqual(['ada']);
  });

  it('that are known already change nothing', () => {
    const matches = [by('ada', 0), by('ada', 1), by('ada', 2)];

    const firings = delivered([THREE], matches, matches);

    expect(firings).toHaveLength(1);
  });

  it('without a time fire nothing', () => {
    const matches = [0, 1, 2].map((minute) => {
      const { rule, event } = by('ada', minute);
      return { rule, event: { ...event, ts: undefined } };
    });

    const firings = delivered([THREE], matches);

    expect(firings).toEqual([]);
  });
});

describe('an event that comes late', () => {
  const early = [by('ada', 20), by('ada', 21), by('ada', 22)];

  it('into a firing makes no second one: this is of the three first events now', () => {
    const firings = delivered([THREE], early, [by('ada', 21, 'late')]);

    expect(spansOf(firings)).toEqual([[20, 21, 3]]);
  });

  it('before a firing is its first event now, and the firing keeps its name', () => {
    const [before] = delivered([THREE], early);

    const firings = delivered([THREE], early, [by('ada', 19)]);

    expect(spansOf(firings)).toEqual([[19, 21, 3]]);
    expect(firings.map(({ event }) => event.key)).toEqual([before?.event.key]);
  });

  it('at the end of a firing is one event more of it', () => {
    const firings = delivered([THREE], early, [by('ada', 22, 'late')]);

    expect(spansOf(firings)).toEqual([[20, 22, 4]]);
  });

  it('sets free what a later firing is made of', () => {
    const firings = delivered([THREE], early, [by('ada', 23), by('ada', 24)], [by('ada', 19)]);

    expect(spansOf(firings)).toEqual([
      [19, 21, 3],
      [22, 24, 3],
    ]);
    expect(new Set(firings.map(({ event }) => event.key)).size).toBe(2);
  });

  it('that comes a second time changes nothing', () => {
    const late = [by('ada', 19)];

    const firings = delivered([THREE], early, late, late);

    expect(firings).toEqual(delivered([THREE], early, late));
  });

  it('makes a firing of its own with others that none has', () => {
    const firings = delivered([THREE], early, [by('ada', 5), by('ada', 6)], [by('ada', 4)]);

    expect(spansOf(firings)).toEqual([
      [20, 22, 3],
      [4, 6, 3],
    ]);
  });
});

describe('a late event in a long stream', () => {
  const stream = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, minute) => by('ada', from + minute));
  const both = (first: readonly Match[], late: readonly Match[]) =>
    [delivered([THREE], first, late), delivered([THREE], [...first, ...late])].map((firings) =>
      spansOf(firings).toSorted(([one = 0], [other = 0]) => one - other),
    );

  it('shifts all firings behind it', () => {
    const [parts, whole] = both(stream(0, 400), [by('ada', 0.5)]);

    expect(parts).toEqual(whole);
    expect(parts?.[1]).toEqual([2, 4, 3]);
  });

  it('shifts them up to a gap, behind which they are what they were', () => {
    const [parts, whole] = both([...stream(0, 100), ...stream(120, 500)], [by('ada', 0.5)]);

    expect(parts).toEqual(whole);
  });

  it('shifts them also where another one came that makes no difference', () => {
    const [parts, whole] = both(stream(40, 500), [by('ada', 5), by('ada', 200.5)]);

    expect(parts).toEqual(whole);
  });
});

describe('a firing', () => {
  const [firing] = delivered([THREE], [by('ada', 0), by('Ada', 1), by('ADA', 2)]);

  it('is a match of its correlation at its last event', () => {
    const last = by('ADA', 2).event;

    expect(firing?.rule).toBe('correlation-1');
    expect(firing?.event).toMatchObject({ eventId: last.eventId, ts: last.ts, actor: last.actor });
  });

  it('is named after correlation, group and first event: it is the same however often it is found', () => {
    const again = delivered([THREE], [by('ada', 0), by('Ada', 1), by('ADA', 2), by('ada', 3)]);
    const other = delivered(
      [{ ...THREE, id: 'other' }],
      [by('ada', 0), by('ada', 1), by('ada', 2)],
    );

    expect(again[0]?.event.key).toBe(firing?.event.key);
    expect(other[0]?.event.key).not.toBe(firing?.event.key);
  });

  it('has the values of its group', () => {
    expect(firing?.event.fields).toMatchObject({ user: 'ada' });
  });
});

describe('a correlation of correlations', () => {
  const twice = aCorrelation({
    ...{ id: 'twice', rules: ['correlation-1'], timespan: 3600, condition: bounds(['gte', 2]) },
  });
  const first = [by('ada', 0), by('ada', 1), by('ada', 2)];
  const second = [by('ada', 30), by('ada', 31), by('ada', 32)];

  it('counts firings, whatever the order in which both are written', () => {
    const firings = delivered([twice, THREE], [...first, ...second]);

    expect(firings.map(({ rule }) => rule)).toEqual(['correlation-1', 'correlation-1', 'twice']);
  });

  it('counts those that are stored', () => {
    const firings = delivered([twice, THREE], first, second);

    expect(firings.map(({ rule }) => rule)).toEqual(['correlation-1', 'correlation-1', 'twice']);
    expect(firings.at(-1)?.event).toMatchObject({ fields: { user: 'ada', 'firing.events': '2' } });
  });
});

describe('a correlation that asks for what did not happen', () => {
  const unless = aCorrelation({
    ...{ type: 'temporal', rules: ['a', 'b'], timespan: 600 },
    condition: {
      is: 'rules',
      of: {
        is: 'and',
        of: [
          { is: 'rule', rule: 'a' },
          { is: 'not', of: { is: 'rule', rule: 'b' } },
        ],
      },
    },
  });
  const answer = (at: number) => aMatch(`b${at}`, { at, rule: 'b', fields: { user: 'ada' } });
  const later = (at: number) => by('bob', at);

  it('is decided once everything of its window has come', () => {
    const found = [29, 30].map((at) => delivered([unless], [by('ada', 0)], [later(at)]));

    expect(found.map((firings) => firings.map(({ event }) => event.fields.user))).toEqual([
      [],
      ['ada'],
    ]);
  });

  it('says nothing where the answer comes late, and before that', () => {
    const firings = delivered([unless], [by('ada', 0)], [answer(-1)], [later(30)]);

    expect(firings).toEqual([]);
  });

  it('takes back what it told where the answer comes after that', () => {
    const firings = told([unless], [by('ada', 0)], [later(30)], [answer(-1)]);

    expect(firings.map(({ undone }) => undone)).toEqual([true]);
  });

  it('takes nothing back for an answer that has no part in it', () => {
    const firings = told([unless], [by('ada', 0)], [later(30)], [answer(1), answer(-11)]);

    expect(firings.map(({ undone }) => undone)).toEqual([undefined]);
  });

  it('takes back what was built upon what it told', () => {
    const upon = aCorrelation({
      ...{ id: 'upon', rules: ['correlation-1'], timespan: 60, condition: bounds(['gte', 1]) },
    });

    const firings = told([upon, unless], [by('ada', 0)], [later(30)], [answer(0)]);

    expect(firings.map(({ rule, undone }) => [rule, undone])).toEqual([
      ['correlation-1', true],
      ['upon', true],
    ]);
  });
});

describe('events in any order and in any deliveries', () => {
  // Within a few windows, and within so many that what is far from a late event is not read.
  const minutes = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 1200 }));
  const one = fc.record({ at: minutes, rule: fc.constantFrom('a', 'b'), n: fc.nat(9) });
  const history = fc.array(one, { minLength: 1, maxLength: 40 }).map((list) =>
    list.map(({ at, rule, n }, place) =>
      aMatch(`e${place}`, {
        at,
        rule,
        fields: { user: place % 3 ? 'ada' : 'bob', n: String(n) },
      }),
    ),
  );
  const mixed = history.chain((list) =>
    fc.record({
      whole: fc.constant(list),
      order: fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      cuts: fc.array(fc.nat(list.length), { maxLength: 8 }),
    }),
  );
  const spans = (firings: readonly Match[]) =>
    firings
      .map(({ rule, event }) => [rule, event.fields.user, ...spansOf([{ rule, event }])].flat())
      .map(String)
      .toSorted();
  const notB: RuleTree = { is: 'not', of: { is: 'rule', rule: 'b' } };

  it.each([
    ['so many', [THREE]],
    [
      'different values',
      [aCorrelation({ type: 'value_count', condition: boundsOf('n', ['gte', 3]) })],
    ],
    ['a sum', [aCorrelation({ type: 'value_sum', condition: boundsOf('n', ['gt', 12]) })]],
    ['a mean', [aCorrelation({ type: 'value_avg', condition: boundsOf('n', ['gte', 6]) })]],
    ['exactly so many', [aCorrelation({ condition: bounds(['eq', 2]) })]],
    ['no more than so many', [aCorrelation({ condition: bounds(['lte', 1]) })]],
    ['all of some', [aCorrelation({ type: 'temporal' })]],
    ['an order', [aCorrelation({ type: 'temporal_ordered' })]],
    [
      'one without another',
      [
        aCorrelation({
          type: 'temporal',
          condition: { is: 'rules', of: { is: 'and', of: [{ is: 'rule', rule: 'a' }, notB] } },
        }),
      ],
    ],
    [
      'firings of firings',
      [THREE, aCorrelation({ id: 'twice', rules: ['correlation-1', 'b'], timespan: 1800 })],
    ],
    [
      'firings of firings that wait',
      [
        aCorrelation({ condition: bounds(['eq', 2]) }),
        aCorrelation({ id: 'twice', rules: ['correlation-1', 'b'], timespan: 1800 }),
      ],
    ],
  ] as const)('fire as they would have in one: %s', (_, correlations) => {
    const wide = correlations.map((one) => ({ ...one, timespan: Math.max(one.timespan, 600) }));
    const property = fc.property(mixed, ({ whole, order, cuts }) => {
      const places = [0, ...new Set(cuts)].toSorted((a, b) => a - b);
      const chunks = places.map((start, at) => order.slice(start, places[at + 1]));

      const firings = delivered(wide, ...chunks);

      expect(spans(firings)).toEqual(spans(delivered(wide, whole)));
      expect(new Set(firings.map(({ event }) => event.key)).size).toBe(firings.length);
    });

    fc.assert(property, { numRuns: 200, seed: 7 });
  });
});
