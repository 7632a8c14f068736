import { describe, expect, it } from 'vitest';
import { aMatch, aRule, MINUTE, NOW } from '../alerts/alerts.fixture.ts';
import type { Match } from '../match/match.ts';
import { absences } from './absence.ts';

const TRUE = { is: 'and', of: [] } as const;

/** A rule that wants an answer within ten minutes. */
function expecting(same: readonly string[] = []) {
  const absence = { after: TRUE, without: TRUE, within: 600, same };
  return aRule({ id: 'absence' }, { absence });
}

const micros = (minutes: number) => (NOW + minutes * MINUTE) * 1000;

/** The events that nothing followed, all being complete up to so many minutes after the first. */
function missingIn(
  after: readonly Match[],
  without: readonly Match[],
  { same = [] as readonly string[], complete = 60 } = {},
): readonly string[] {
  const found = absences(expecting(same), { after, without }, micros(complete));
  return found.map(({ event }) => event.eventId);
}

describe('an event that nothing follows', () => {
  it('is a match of the rule, not of its half', () => {
    const found = absences(expecting(), { after: [aMatch('start')], without: [] }, micros(60));

    expect(found).toEqual([{ rule: 'absence', event: aMatch('start').event }]);
  });

  it('is missed once everything of its time is known to have come', () => {
    const found = [9.9, 10].map((complete) => missingIn([aMatch('start')], [], { complete }));

    expect(found).toEqual([[], ['start']]);
  });

  it('without a time is never missed', () => {
    const { rule, event } = aMatch('start');

    const found = missingIn([{ rule, event: { ...event, ts: undefined } }], []);

    expect(found).toEqual([]);
  });
});

describe('an answer', () => {
  it.each([
    ['at the same second', 0, []],
    ['at the last moment', 10, []],
    ['a moment too late', 10.1, ['start']],
    ['before', -1, ['start']],
  ])('%s counts or does not', (_, at, expected) => {
    const missing = missingIn([aMatch('start')], [aMatch('answer', { at })]);

    expect(missing).toEqual(expected);
  });

  it('is for those events alone that are the same in the fields of the rule, in any case', () => {
    const by = (user: string | null) => ({ fields: { user } });
    const after = [aMatch('ada', by('ada')), aMatch('bob', by('bob')), aMatch('none', by(null))];

    const missing = missingIn(after, [aMatch('answer', { at: 5, ...by('ADA') })], {
      same: ['user'],
    });

    expect(missing).toEqual(['bob', 'none']);
  });

  it('answers all that are the same', () => {
    const after = [aMatch('one'), aMatch('two', { at: 1 })];

    const missing = missingIn(after, [aMatch('answer', { at: 5 })]);

    expect(missing).toEqual([]);
  });
});
