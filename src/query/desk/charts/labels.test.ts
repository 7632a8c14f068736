import { describe, expect, it } from 'vitest';
import { cutLabel, leanOf, roomFor } from './labels.ts';

describe('cutLabel', () => {
  it('keeps what is short', () => {
    expect(cutLabel('ec2.amazonaws.com')).toBe('ec2.amazonaws.com');
  });

  it('leaves out the middle of what is long', () => {
    const arn = `arn:aws:sts::111122223333:assumed-role/${'x'.repeat(60)}/prod-worker`;

    const label = cutLabel(arn);

    expect(label).toMatch(/^arn:aws:sts::111122223333…x+\/prod-worker$/);
    expect(label.length).toBeLessThanOrEqual(52);
  });

  it('counts wide characters as two columns', () => {
    expect([...cutLabel('東京'.repeat(40))].length).toBeLessThanOrEqual(27);
  });
});

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
