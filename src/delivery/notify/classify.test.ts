import { describe, expect, it } from 'vitest';
import { failureOf, outcomeOf, retryAfter } from './classify.ts';
import type { FailureKind } from './http-failure.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');

const answer = (status: number) => ({ is: 'answer', status, headers: {}, body: 'words' }) as const;

describe('a status', () => {
  it.each([
    [200, 'done'],
    [204, 'done'],
    [301, 'broken'],
    [400, 'refused'],
    [401, 'broken'],
    [403, 'broken'],
    [404, 'broken'],
    [408, 'retry'],
    [409, 'refused'],
    [410, 'broken'],
    [413, 'too-large'],
    [422, 'refused'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [599, 'retry'],
  ])('%d is %s', (status, is) => {
    expect(outcomeOf(answer(status), NOW).is).toBe(is);
  });

  it('that refuses keeps the first KB of the answer', () => {
    const outcome = failureOf({ ...answer(400), body: 'x'.repeat(4096) }, NOW);

    expect(outcome).toEqual({ is: 'refused', reason: 'HTTP 400', answer: 'x'.repeat(1024) });
  });
});

describe('a connection', () => {
  it.each<[FailureKind, boolean, string]>([
    ['forbidden', false, 'broken'],
    ['name', false, 'retry'],
    ['tls', false, 'retry'],
    ['lost', false, 'retry'],
    ['lost', true, 'unclear'],
    ['timeout', false, 'retry'],
    ['timeout', true, 'unclear'],
  ])('that failed by %s (sent: %s) is %s', (kind, sent, is) => {
    expect(failureOf({ is: 'failed', kind, sent, words: '' }, NOW)?.is).toBe(is);
  });

  it('without a certificate is tried each 15 minutes, and told of', () => {
    const outcome = failureOf({ is: 'failed', kind: 'tls', sent: false, words: 'TLS' }, NOW);

    expect(outcome).toEqual({ is: 'retry', reason: 'TLS', after: 900_000, tell: true });
  });
});

describe('Retry-After', () => {
  it.each([
    [undefined, undefined],
    ['0', 0],
    ['120', 120_000],
    ['7200', 3_600_000],
    ['Mon, 01 Jun 2026 12:01:00 GMT', 60_000],
    ['Mon, 01 Jun 2026 11:00:00 GMT', 0],
    ['Tue, 02 Jun 2026 12:00:00 GMT', 3_600_000],
    ['soon', undefined],
  ])('%j is %j milliseconds', (text, wait) => {
    expect(retryAfter(text, NOW)).toBe(wait);
  });
});
