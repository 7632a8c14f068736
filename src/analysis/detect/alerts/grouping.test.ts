import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alertsIn,
  aMatch,
  aRule,
  MINUTE,
  NOW,
  take,
  temporaryCatalog,
  toMail,
} from './alerts.fixture.ts';
import { handleAlert } from './handle.ts';

const HOUR = 60;

/** The windows that minutes make when all are known: computed apart from the code under test. */
function windowsOf(minutes: readonly number[], window: number) {
  const windows: { count: number; first: number; last: number }[] = [];
  for (const minute of minutes.toSorted((a, b) => a - b)) {
    const open = windows.at(-1);
    if (open && minute < open.first + window) {
      open.count++;
      open.last = minute;
    } else windows.push({ count: 1, first: minute, last: minute });
  }
  return windows;
}

const arrivals = fc
  .array(fc.integer({ min: -400, max: 0 }), { minLength: 1, maxLength: 25 })
  .chain((minutes) =>
    fc.record({
      order: fc.shuffledSubarray([...minutes.keys()], { minLength: minutes.length }),
      minutes: fc.constant(minutes),
      size: fc.integer({ min: 1, max: 8 }),
    }),
  );

describe('grouping', () => {
  it('makes the same alerts in whatever order and batches the matches come', () => {
    fc.assert(
      fc.property(arrivals, fc.constantFrom(10, HOUR), ({ order, minutes, size }, window) => {
        using held = temporaryCatalog();
        const { catalog } = held;
        const rules = [aRule({}, { window: window * 60 })];
        const matches = order.map((index) => aMatch(`e${index}`, { at: minutes[index] ?? 0 }));

        let known: readonly string[] = [];
        for (let start = 0; start < matches.length; start += size) {
          take(catalog, matches.slice(start, start + size), { rules });
          const ids = alertsIn(catalog).map(({ id }) => id);
          expect(ids).toEqual(expect.arrayContaining([...known]));
          known = ids;
        }

        const inMinutes = (ts: number) => (ts / 1000 - NOW) / MINUTE;
        const alerts = alertsIn(catalog);
        expect(
          alerts.map(({ count, firstTs, lastTs }) => ({
            count,
            first: inMinutes(firstTs),
            last: inMinutes(lastTs),
          })),
        ).toEqual(windowsOf(minutes, window));
        for (const { id, count, firstTs, lastTs } of alerts) {
          const times = catalog.detections.matchesOf(id).map(({ ts }) => ts);
          expect([times.length, times[0], times.at(-1)]).toEqual([count, firstTs, lastTs]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives a new id where the match that opened an alert comes to open another one', () => {
    using held = temporaryCatalog();
    const { catalog } = held;
    take(catalog, [aMatch('a', { at: -100 })]);
    const [first] = alertsIn(catalog).map(({ id }) => id);

    take(catalog, [aMatch('b', { at: -130 })]);
    take(catalog, [aMatch('c', { at: -165 })]);

    const alerts = alertsIn(catalog).map(({ id, count, state }) => [id === first, count, state]);
    expect(alerts).toEqual([
      [true, 2, 'open'],
      [false, 1, 'open'],
    ]);
    expect(catalog.outbox.counts('mail').waiting).toBe(1);
  });

  it('leaves a match handled that is cut off from an alert that was handled', () => {
    using held = temporaryCatalog();
    const { catalog } = held;
    take(catalog, [aMatch('a', { at: -100 }), aMatch('tail', { at: -60 })]);
    const [{ id } = { id: '' }] = alertsIn(catalog);
    const action = { do: 'close', reason: 'benign' } as const;
    const handling = { action, who: 'ada', when: NOW, rowsFor: toMail };
    catalog.detect((stored) => handleAlert(stored, id, handling));

    take(catalog, [aMatch('late', { at: -130 })]);

    expect(alertsIn(catalog)).toMatchObject([
      { id, count: 2, state: 'closed' },
      { count: 1, state: 'closed', closeReason: 'benign' },
    ]);
  });
});
