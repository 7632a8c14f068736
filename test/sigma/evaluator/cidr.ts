import { isIPv4, isIPv6 } from 'node:net';
import { refuse } from './refused.ts';

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** A test of addresses by arithmetic; a text that is no address is in no network. */
export function cidrTest(network: string): (text: string) => boolean {
  const [base = '', length] = network.split('/');
  const address = addressOf(base) ?? refuse(`"${network}" is no network`);
  const prefix = length === undefined ? address.bits : Number(length);
  const isSound =
    (length === undefined || /^\d{1,3}$/.test(length)) &&
    prefix <= address.bits &&
    network.split('/').length <= 2;
  if (!isSound) refuse(`"${network}" has no sound prefix`);
  const shift = BigInt(address.bits - prefix);
  if ((address.value >> shift) << shift !== address.value) {
    refuse(`"${network}" has bits set past its prefix`);
  }
  return (text) => {
    const other = addressOf(text);
    return other?.bits === address.bits && other.value >> shift === address.value >> shift;
  };
}

function addressOf(text: string): Address | undefined {
  if (isIPv4(text)) return { bits: 32, value: ofDigits(text.split('.').map(BigInt), 8n) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return { bits: 128, value: ofDigits(groupsOf(text), 16n) };
}

function ofDigits(digits: readonly bigint[], width: bigint): bigint {
  return digits.reduce((sum, digit) => (sum << width) | digit, 0n);
}

function groupsOf(text: string): readonly bigint[] {
  const [head = '', tail] = text.split('::');
  const left = halfOf(head);
  const right = halfOf(tail ?? '');
  const gap = Array.from({ length: 8 - left.length - right.length }, () => 0n);
  return [...left, ...gap, ...right];
}

/** Groups of sixteen bits; an IPv4 tail makes two. */
function halfOf(half: string): readonly bigint[] {
  if (half === '') return [];
  return half.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const v4 = ofDigits(group.split('.').map(BigInt), 8n);
    return [v4 >> 16n, v4 & 0xffffn];
  });
}
