import { describe, expect, it } from 'vitest';
import { leanOf, roomFor } from './labels.ts';

describe('leanOf', () => {
  it('leaves labels upright where they fit, and where there are too many of them anyway', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => `${hour}`);
    const minutes = Array.from({ length: 900 }, (_, minute) => `minute ${minute}`);

    expect(leanOf(hours, 700).rotate).toBe(0);
    expect(leanOf(minutes, 700).rotate).toBe(0);
  });

  it('makes room below for labels that lean', () => {
    const names = Array.from({ length: 12 }, (_, n) => `AuthorizeSecurityGroupIngress${n}`);

    const { rotate, depth } = leanOf(names, 700);

    expect(rotate).toBe(40);
    expect(depth).toBeGreaterThan(roomFor(names) / 2);
  });
});
