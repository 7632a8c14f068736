import { isIPv4, isIPv6 } from 'node:net';

/** What is wrong with a network, or the network with its prefix: an address alone is a network of one. */
export type Network = { readonly network: string } | { readonly fault: string };

/** Reads `10.0.0.0/8` or `2001:db8::/32`; bits behind the prefix must be zero, as in RFC 4632. */
export function readNetwork(text: string): Network {
  const [address = '', prefix, more] = text.split('/');
  const bits = bitsOf(address);
  if (bits === undefined || more !== undefined) return { fault: `${text} is no network.` };
  const length = prefix === undefined ? bits.length : prefixOf(prefix, bits.length);
  if (length === undefined) {
    return { fault: `${text} is no network: its prefix is not within 0 and ${bits.length}.` };
  }
  if (bits.slice(length).includes('1')) {
    return { fault: `${text} is no network: the address has bits behind the prefix.` };
  }
  return { network: `${address}/${length}` };
}

function prefixOf(text: string, longest: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= longest ? Number(text) : undefined;
}

/** An address as 32 or 128 digits. */
function bitsOf(address: string): string | undefined {
  if (isIPv4(address)) return binary(address.split('.').map(Number), 8);
  if (!isIPv6(address) || address.includes('%')) return undefined;
  return binary(groupsOf(address), 16);
}

function binary(numbers: readonly number[], width: number): string {
  return numbers.map((number) => number.toString(2).padStart(width, '0')).join('');
}

/** The eight groups of a sound IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const [before = '', after] = address.split('::');
  const [head, tail] = [partsOf(before), partsOf(after ?? '')];
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: zeros }, () => 0), ...tail];
}

/** The last 32 bits may be written as an IPv4 address. */
function partsOf(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
