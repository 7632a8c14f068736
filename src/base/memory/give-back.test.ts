import { expect, it } from 'vitest';
import { giveBack } from './give-back.ts';

it('frees buffers of their own, and leaves those that share memory with others', () => {
  const own = new Uint8Array(1024 * 1024);
  const pooled = Buffer.from('abc');

  giveBack([own, own.subarray(5), pooled, new Uint8Array(new SharedArrayBuffer(1024 * 1024))]);

  expect(own.byteLength).toBe(0);
  expect(pooled.toString()).toBe('abc');
});
