import { expect, it } from 'vitest';
import { dayOf } from '../../../base/time/index.ts';
import type { Catalog } from '../../../lake/catalog/index.ts';
import { newestEvent } from './lake-times.ts';

const NOW = Date.UTC(2026, 0, 31, 12);
const HOUR = 3_600_000;

function lakeOf(...times: readonly number[]): Pick<Catalog, 'days'> {
  const totals = { kind: 'events', parts: 1, rows: 1, bytes: 1, rawBytes: 1 } as const;
  return {
    days: () =>
      times.map((ms) => ({ ...totals, day: dayOf(ms), minTs: ms * 1000, maxTs: ms * 1000 })),
  };
}

it.each([
  ['is the newest', [NOW - HOUR, NOW - 2 * HOUR], NOW - HOUR],
  ['may be a little ahead of the clock', [NOW - HOUR, NOW + HOUR], NOW + HOUR],
  ['is not one of a far year', [NOW - HOUR, Date.UTC(2099, 0, 1)], NOW - HOUR],
  ['is the newest where all lie ahead', [NOW + 48 * HOUR, NOW + 72 * HOUR], NOW + 72 * HOUR],
  ['is none where there is none', [], 0],
])('the newest event %s', (_, times, wanted) => {
  const newest = newestEvent(lakeOf(...times), NOW);

  expect(newest).toBe(wanted * 1000);
});
