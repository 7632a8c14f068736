import { describe, expect, it } from 'vitest';
import { mergingsOf, remediesFor } from './remedy.ts';
import { seenThrough } from './seconds.fixture.ts';

const bucket = { size: 20, refill: 2 };

describe('remedies', () => {
  it('pace a burst, and thin it', () => {
    const ticks = seenThrough(
      bucket,
      Array.from({ length: 10 }, (_, at) => ({ at, calls: 6 })),
    );

    expect(remediesFor(ticks, 0, bucket)).toEqual([
      { kind: 'thin', caller: 0, every: 2, before: 22, after: 0 },
      { kind: 'pace', caller: 0, rate: 3, delay: expect.any(Number), before: 22, after: 2 },
    ]);
  });

  it('pace nobody who would wait for minutes', () => {
    const ticks = seenThrough(
      bucket,
      Array.from({ length: 600 }, (_, at) => ({ at, calls: 6 })),
    );

    const kinds = remediesFor(ticks, 0, bucket).map(({ kind }) => kind);

    expect(kinds).toEqual(['thin', 'thin']);
  });

  it('are none where a caller makes no difference', () => {
    const ticks = seenThrough(bucket, [{ at: 0, calls: 50 }]);

    expect(remediesFor(ticks, 1, bucket)).toEqual([]);
  });
});

describe('several of a kind', () => {
  const twice = [0, 1, 2, 3].map((at) => ({
    at,
    shares: [0, 1, 2].map((caller) => ({ caller, passed: 4, throttled: 0 })),
  }));
  const kind = { system: 'Monitoring', component: 'YACE', callers: [0, 2], shareOfCalls: 0.6 };

  it('are as good as one of them', () => {
    expect(mergingsOf(twice, [kind], bucket)).toEqual([
      { kind: 'merge', caller: 0, dropped: [2], before: 22, after: 6 },
    ]);
  });

  it('are left alone where that helps nobody', () => {
    expect(mergingsOf(twice, [kind], { size: 100, refill: 10 })).toEqual([]);
  });
});
