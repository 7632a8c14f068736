import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../base/time/index.ts';
import type { TermRow } from '../../../lake/catalog/index.ts';
import { aRule } from '../alerts/alerts.fixture.ts';
import { newTerms } from './new-terms.ts';
import type { TermSeen } from './terms-found.ts';

const DAY = DAY_MS * 1000;
const START = 1000 * DAY;

/** A value on a day after the first of the lake; its event is named after it. */
function seen(value: string, day: number, change: Partial<TermSeen> = {}): TermSeen {
  const ts = START + day * DAY;
  return {
    ...{ key: '["ada"]', value, account: '111122223333', firstTs: ts, lastTs: ts },
    ...{ eventId: `${value}-${day}`, ...change },
  };
}

function known(value: string, first: number, last = first): TermRow {
  const span = { firstTs: START + first * DAY, lastTs: START + last * DAY };
  return { rule: 'rule-1', key: '["ada"]', value, ...span, eventKey: `${value}-${first}` };
}

/** What a rule of thirty days says, in a lake that began on day 0. */
function askedOf(
  found: readonly TermSeen[],
  stored: readonly TermRow[] = [],
  { days = 30, isKnown = true } = {},
) {
  const rule = aRule({}, { newTerms: { key: ['principal'], value: ['eventName'], days } });
  return newTerms(rule, found, stored, () => (isKnown ? START : undefined));
}

describe('a value that its key has not had', () => {
  it('is news', () => {
    const { news } = askedOf([seen('x', 20)]);

    expect(news).toEqual(['x-20']);
  });

  it('is news once', () => {
    const { news } = askedOf([seen('x', 20), seen('x', 21)], [known('y', 1)]);

    expect(news).toEqual(['x-20']);
  });

  it('is no news where it is known', () => {
    const { news } = askedOf([seen('x', 20)], [known('x', 1, 10)]);

    expect(news).toEqual([]);
  });

  it('is news of every key for itself', () => {
    const { news } = askedOf([seen('x', 20), seen('x', 21, { key: '["bob"]' })]);

    expect(news).toEqual(['x-20', 'x-21']);
  });

  it('is told in the order of time, whatever the order in which it is found', () => {
    const { news, terms } = askedOf([seen('x', 22), seen('x', 20)]);

    expect(news).toEqual(['x-20']);
    expect(terms).toEqual([known('x', 20, 22)]);
  });
});

describe('a value that was not seen for long', () => {
  it('is new again after more days than the rule says', () => {
    const { news } = askedOf([seen('x', 51)], [known('x', 1, 20)]);

    expect(news).toEqual(['x-51']);
  });

  it('is not new on the last of these days', () => {
    const { news } = askedOf([seen('x', 50)], [known('x', 1, 20)]);

    expect(news).toEqual([]);
  });

  it('is not new where it was seen between', () => {
    const { news } = askedOf([seen('x', 60), seen('x', 40)], [known('x', 1, 20)]);

    expect(news).toEqual([]);
  });
});

describe('while an account is young', () => {
  it('nothing is news, for fourteen days', () => {
    const { news } = askedOf([seen('x', 13), seen('y', 14)]);

    expect(news).toEqual(['y-14']);
  });

  it('nothing is news for the days of the rule where these are fewer', () => {
    const { news } = askedOf([seen('x', 6), seen('y', 7)], [], { days: 7 });

    expect(news).toEqual(['y-7']);
  });

  it('what is seen is learnt: it is no news later', () => {
    const { news, terms } = askedOf([seen('x', 2), seen('x', 20)]);

    expect(news).toEqual([]);
    expect(terms).toEqual([known('x', 2, 20)]);
  });

  it('nothing is news where the lake knows nothing of the account', () => {
    const { news } = askedOf([seen('x', 20)], [], { isKnown: false });

    expect(news).toEqual([]);
  });
});

describe('an event that comes late', () => {
  it('moves the first time of a value, and is no news', () => {
    const { news, terms } = askedOf([seen('x', 18)], [known('x', 20, 25)]);

    expect(news).toEqual([]);
    expect(terms).toEqual([known('x', 18, 25)]);
  });

  it('between the first and the last time changes neither', () => {
    const { terms } = askedOf([seen('x', 22)], [known('x', 20, 25)]);

    expect(terms).toEqual([known('x', 20, 25)]);
  });
});

describe('a key with very many values', () => {
  const thousand = Array.from({ length: 1000 }, (_, at) => known(`v${at}`, 1));

  it('tells of its thousandth', () => {
    const { news } = askedOf([seen('x', 20)], thousand.slice(1));

    expect(news).toEqual(['x-20']);
  });

  it('tells of no more', () => {
    const { news, terms } = askedOf([seen('x', 20)], thousand);

    expect(news).toEqual([]);
    expect(terms).toEqual([known('x', 20)]);
  });

  it('says nothing of other keys', () => {
    const { news } = askedOf([seen('x', 20, { key: '["bob"]' })], thousand);

    expect(news).toEqual(['x-20']);
  });
});
