import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../lake/catalog/index.ts';
import {
  alertsIn,
  aMatch,
  aRule,
  NOW,
  settingsOf,
  stepsIn,
  take,
  temporaryCatalog,
} from './alerts.fixture.ts';
import { equalities } from './equality.ts';
import { takeMatches } from './take-matches.ts';

const RULES = [aRule()];

/** Tells of stored matches that they are now at other minutes. */
function amend(catalog: Catalog, times: Readonly<Record<string, number>>): void {
  const amended = Object.entries(times).map(([name, at]) => aMatch(name, { at }));
  catalog.detect((stored) => takeMatches([], RULES, stored, settingsOf(), NOW, amended));
}

/** Minutes of the first and the last match of each alert, and how many it has. */
function spansIn(catalog: Catalog) {
  const minutes = (micros: number) => (micros / 1000 - NOW) / 60_000;
  return alertsIn(catalog)
    .filter(({ closeReason }) => closeReason !== 'duplicate')
    .map(({ firstTs, lastTs, count }) => [minutes(firstTs), minutes(lastTs), count]);
}

describe('a match that moves', () => {
  it('moves the alert that it is part of, which keeps its id and is not told again', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('e', { at: -5 })]);
    const [before] = alertsIn(held.catalog);
    stepsIn(held.catalog);

    amend(held.catalog, { e: -7 });

    const [after] = alertsIn(held.catalog);
    expect(after).toMatchObject({ id: before?.id, revision: 2, count: 1, state: 'open' });
    expect(spansIn(held.catalog)).toEqual([[-7, -7, 1]]);
    expect(stepsIn(held.catalog)).toEqual([]);
  });

  it('changes the sample of it, and the match that is stored', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('e', { at: -5 })]);
    const { rule, event } = aMatch('e', { at: -7, eventName: 'DeleteUser', fields: { n: '4' } });

    held.catalog.detect((stored) =>
      takeMatches([], RULES, stored, settingsOf(), NOW, [{ rule, event }]),
    );

    const [alert] = alertsIn(held.catalog);
    expect(JSON.parse(alert?.details ?? '{}').samples).toMatchObject([{ eventName: 'DeleteUser' }]);
    expect([...held.catalog.detections.matches()]).toMatchObject([
      { eventKey: event.key, ts: event.ts, eventName: 'DeleteUser', fields: { n: '4' } },
    ]);
  });

  it('is counted once where others of its alert stay', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('a', { at: -50 }), aMatch('b', { at: -5 })]);

    amend(held.catalog, { b: -20 });

    expect(spansIn(held.catalog)).toEqual([[-50, -20, 2]]);
  });

  it('ahead sets free what no longer fits into the window', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('a', { at: -60 }), aMatch('b', { at: -5 })]);
    stepsIn(held.catalog);

    amend(held.catalog, { a: -70 });

    expect(spansIn(held.catalog)).toEqual([
      [-70, -70, 1],
      [-5, -5, 1],
    ]);
    expect(stepsIn(held.catalog)).toEqual([]);
  });

  it('into the window of another alert leaves its own as a duplicate of which nothing comes any more', () => {
    using held = temporaryCatalog();
    take(held.catalog, [aMatch('a', { at: -90 }), aMatch('b', { at: -29 })]);
    stepsIn(held.catalog);

    amend(held.catalog, { b: -31 });
    take(held.catalog, [aMatch('c', { at: -20 })]);

    expect(spansIn(held.catalog)).toEqual([
      [-90, -31, 2],
      [-20, -20, 1],
    ]);
    const states = alertsIn(held.catalog).map(({ state, closeReason }) => [state, closeReason]);
    expect(states).toEqual([
      ['open', undefined],
      ['closed', 'duplicate'],
      ['open', undefined],
    ]);
    expect(stepsIn(held.catalog)).toEqual(['closed', 'opened']);
  });

  it('that is suppressed stays so', () => {
    using held = temporaryCatalog();
    held.catalog.detect({
      suppressions: [
        {
          ...{
            id: 's',
            rules: 'rule-1',
            condition: JSON.stringify(equalities(['eventName=CreateAccessKey'])),
            reason: 'known',
            owner: 'ada',
            madeAt: 0,
          },
        },
      ],
    });
    take(held.catalog, [aMatch('e', { at: -5 })]);
    const [before] = [...held.catalog.detections.matches()];

    amend(held.catalog, { e: -7 });

    const [after] = [...held.catalog.detections.matches()];
    expect(before?.suppressionId).toBe('s');
    expect(after).toEqual({ ...before, ts: (NOW - 7 * 60_000) * 1000 });
  });
});
