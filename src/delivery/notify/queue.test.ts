import { describe, expect, it } from 'vitest';
import type { DigestSchedule, NotifySettings } from '../../base/config/index.ts';
import { alertMessage } from './message.fixture.ts';
import { nextDigest, rowsOf } from './queue.ts';

const NOW = Date.parse('2026-06-01T12:34:56Z');

const sinks = { a: { type: 'stdout' }, b: { type: 'stdout' } } as const;
const route = { to: ['a'], when: {}, continue: true };

describe('the rows of a message', () => {
  it('are one a sink, due at once', () => {
    const notify: NotifySettings = { sinks, routes: [], allowPrivate: [] };

    const rows = rowsOf(alertMessage(), notify, NOW);

    expect(rows).toMatchObject([
      { messageId: 'a1b2c3/opened', alertId: 'a1b2c3', step: 'opened', sink: 'a', digest: null },
      { messageId: 'a1b2c3/opened', severity: 'high', sink: 'b', due: NOW },
    ]);
    expect(JSON.parse(rows[0]?.payload ?? '')).toEqual({ is: 'alert', message: alertMessage() });
  });

  it('of a digest wait for its time, and know their route', () => {
    const digest = { every: '1h', zone: 'UTC' };
    const notify = { sinks, allowPrivate: [], routes: [{ ...route, digest }] };

    const rows = rowsOf(alertMessage(), notify, NOW);

    expect(rows).toMatchObject([
      { sink: 'a', digest: 'route 1', due: Date.parse('2026-06-01T13:00:00Z') },
    ]);
  });
});

describe('the next digest', () => {
  it.each<[Partial<DigestSchedule>, string, string]>([
    [{ every: '30m' }, '2026-06-01T12:00:00Z', '2026-06-01T12:30:00Z'],
    [{ every: '30m' }, '2026-06-01T12:29:59Z', '2026-06-01T12:30:00Z'],
    [{ every: '1d' }, '2026-06-01T12:00:00Z', '2026-06-02T00:00:00Z'],
    [{ daily: '08:00' }, '2026-06-01T07:59:59Z', '2026-06-01T08:00:00Z'],
    [{ daily: '08:00' }, '2026-06-01T08:00:00Z', '2026-06-02T08:00:00Z'],
    [{ daily: '08:00' }, '2026-06-01T08:00:01Z', '2026-06-02T08:00:00Z'],
    [{ daily: '08:00', zone: 'Europe/Berlin' }, '2026-06-01T12:00:00Z', '2026-06-02T06:00:00Z'],
    [{ daily: '08:00', zone: 'Asia/Kolkata' }, '2026-06-01T12:00:00Z', '2026-06-02T02:30:00Z'],
    // Clocks go forward in the night to 29 March 2026, back in the night to 25 October.
    [{ daily: '08:00', zone: 'Europe/Berlin' }, '2026-03-28T12:00:00Z', '2026-03-29T06:00:00Z'],
    [{ daily: '08:00', zone: 'Europe/Berlin' }, '2026-10-24T12:00:00Z', '2026-10-25T07:00:00Z'],
  ])('of %j after %s is at %s', (schedule, after, expected) => {
    const next = nextDigest({ zone: 'UTC', ...schedule }, Date.parse(after));

    expect(new Date(next).toISOString()).toBe(new Date(expected).toISOString());
  });
});
