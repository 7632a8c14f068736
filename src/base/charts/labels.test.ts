import { describe, expect, it } from 'vitest';
import { cutLabel } from './labels.ts';

describe('cutLabel', () => {
  it('keeps what is short', () => {
    expect(cutLabel('ec2.amazonaws.com', 52)).toBe('ec2.amazonaws.com');
  });

  it('leaves out the middle of what is long', () => {
    const arn = `arn:aws:sts::111122223333:assumed-role/${'x'.repeat(60)}/prod-worker`;

    const label = cutLabel(arn, 52);

    expect(label).toMatch(/^arn:aws:sts::111122223333:…x+\/prod-worker$/);
    expect(label.length).toBeLessThanOrEqual(52);
  });

  it.each([
    ['abcdefgh', 5, 'ab…gh'],
    ['abcdefgh', 4, 'ab…h'],
    ['abcdefgh', 1, '…'],
    ['abcdefgh', 8, 'abcdefgh'],
  ])('cuts %s to %d columns', (label, most, cut) => {
    expect(cutLabel(label, most)).toBe(cut);
  });

  it('counts wide characters as two columns', () => {
    expect([...cutLabel('東京'.repeat(40), 52)].length).toBeLessThanOrEqual(27);
  });
});
