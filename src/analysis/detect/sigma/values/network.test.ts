import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNetwork } from './network.ts';

describe('a network', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['192.0.2.7', '192.0.2.7/32'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::1', '::1/128'],
    ['::ffff:192.0.2.0/120', '::ffff:192.0.2.0/120'],
  ])('%s is read as %s', (text, network) => {
    expect(readNetwork(text)).toEqual({ network });
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0/8',
    '010.0.0.0/8',
    '2001:db8::/129',
    'fe80::1%eth0/128',
    '10.0.0.1/8',
    '2001:db8::1/32',
    'AWS Internal',
    '',
  ])('%j is none', (text) => {
    expect(readNetwork(text)).toHaveProperty('fault');
  });

  it.each([
    [32, (bits: bigint) => [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.')],
    [
      128,
      (bits: bigint) =>
        (bits | (1n << 128n))
          .toString(16)
          .slice(1)
          .replace(/.{4}(?!$)/g, '$&:'),
    ],
  ])('of %d bits has nothing behind its prefix', (width, addressOf) => {
    const kept = fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });
    fc.assert(
      fc.property(kept, fc.nat(width), fc.nat(width), (bits, prefix, zeros) => {
        const address = (bits >> BigInt(zeros)) << BigInt(zeros);
        const behind = (1n << BigInt(width - prefix)) - 1n;

        const isSound = 'network' in readNetwork(`${addressOf(address)}/${prefix}`);

        expect(isSound).toBe((address & behind) === 0n);
      }),
    );
  });
});
