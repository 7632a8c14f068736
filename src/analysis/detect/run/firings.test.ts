import { describe, expect, it } from 'vitest';
import { aMatch, MINUTE, NOW } from '../alerts/alerts.fixture.ts';
import { aCorrelation, bounds } from '../correlate/correlate.fixture.ts';
import type { Match } from '../match/match.ts';
import type { Correlation } from '../sigma/model.ts';
import { type MatchesBetween, newFirings } from './firings.ts';

/** Three of rule `a` by user within ten minutes. */
const THREE = aCorrelation({ rules: ['a'], timespan: 600, condition: bounds(['gte', 3]) });

function by(user: string, at: number, name = `${user}${at}`): Match {
  return aMatch(name, { at, rule: 'a', fields: { user } });
}

/** Looks at each delivery as it comes, with what came and fired before; all firings. */
function delivered(
  correlations: readonly Correlation[],
  ...deliveries: readonly (readonly Match[])[]
): readonly Match[] {
  const stored: Match[] = [];
  const between: MatchesBetween = (rule, from, to) =>
    stored.filter((one) => {
      const { ts = Number.NaN } = one.event;
      return one.rule === rule && ts >= from && ts < to;
    });
  for (const fresh of deliveries) {
    const firings = newFirings(correlations, fresh, between);
    stored.push(...fresh, ...firings);
  }
  const ids = new Set(correlations.map(({ id }) => id));
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

  it('into a firing makes no second one', () => {
    const firings = delivered([THREE], early, [by('ada', 21, 'late')]);

    expect(spansOf(firings)).toEqual([[20, 22, 3]]);
  });

  it('before a firing does not make it another one', () => {
    const firings = delivered([THREE], early, [by('ada', 19)]);

    expect(spansOf(firings)).toEqual([[20, 22, 3]]);
  });

  it('makes a firing of its own with others that none has', () => {
    const firings = delivered([THREE], early, [by('ada', 5), by('ada', 6)], [by('ada', 4)]);

    expect(spansOf(firings)).toEqual([
      [20, 22, 3],
      [4, 6, 3],
    ]);
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
