import { expect, it } from 'vitest';
import { giveBack } from './give-back.ts';

const KB = 1024;

it('frees buffers of their own', () => {
  const large = new Uint8Array(KB * KB);
  const small = new Uint8Array(8 * KB);
  const copied = Buffer.from(new Uint8Array(40 * KB));

  giveBack([large, small, copied]);

  expect([large, small, copied].map(({ byteLength }) => byteLength)).toEqual([0, 0, 0]);
});

it('leaves those that share memory with others', () => {
  const whole = new Uint8Array(KB * KB).fill(1);
  const pooled = Buffer.from('a'.repeat(5 * KB));
  const shared = new Uint8Array(new SharedArrayBuffer(KB * KB));

  giveBack([whole.subarray(5), whole.subarray(0, 9 * KB), pooled, shared]);

  expect(whole[KB * KB - 1]).toBe(1);
  expect(pooled.toString()).toBe('a'.repeat(5 * KB));
  expect(shared.byteLength).toBe(KB * KB);
});
