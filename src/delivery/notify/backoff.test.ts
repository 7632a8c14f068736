import { describe, expect, it } from 'vitest';
import { backoff } from './backoff.ts';

const [NEVER, ALWAYS] = [() => 0, () => 1];
const MINUTE = 60_000;

describe('the wait before another try', () => {
  it.each([
    [1, 2000],
    [2, 4000],
    [9, 512_000],
    [10, 900_000],
    [5000, 900_000],
  ])('is at most as long after %i tries as %i ms', (tries, most) => {
    expect(backoff(tries, ALWAYS)).toBe(most);
    expect(backoff(tries, NEVER)).toBe(0);
  });

  it.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [4, 15],
    [5000, 15],
  ])('after %i tries is from 1 to %i minutes where the sink wants a minute', (tries, most) => {
    expect(backoff(tries, NEVER, MINUTE)).toBe(MINUTE);
    expect(backoff(tries, ALWAYS, MINUTE)).toBe(most * MINUTE);
  });
});
