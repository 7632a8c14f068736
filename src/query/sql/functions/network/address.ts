/** The 16 bytes of an IP address, an IPv4 one mapped into IPv6; undefined: the text is none. Strict, as Guava is. */
export function parseAddress(text: string): Uint8Array | undefined {
  const v4 = parseV4(text);
  if (v4) return Uint8Array.of(...Array(10).fill(0), 0xff, 0xff, ...v4);
  return text.includes(':') ? parseV6(text) : undefined;
}

function parseV4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const sound = parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256);
  return parts.length === 4 && sound ? parts.map(Number) : undefined;
}

function parseV6(text: string): Uint8Array | undefined {
  const [left, right, ...more] = text.split('::');
  if (left === undefined || more.length > 0) return undefined;
  const head = bytesOf(left, right === undefined);
  const tail = right === undefined ? [] : bytesOf(right, true);
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  const fits = right === undefined ? missing === 0 : missing >= 2;
  return fits ? Uint8Array.of(...head, ...Array(missing).fill(0), ...tail) : undefined;
}

/** Groups between colons; the last may be an IPv4 address. */
function bytesOf(text: string, isLast: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes = groups.map((group, at) => {
    if (isLast && at === groups.length - 1 && group.includes('.')) return parseV4(group);
    if (!/^[0-9A-Fa-f]{1,4}$/.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return bytes.includes(undefined) ? undefined : bytes.flatMap((group) => group ?? []);
}

/** The first and the last address of a network. */
export interface Network {
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

/** Why a text is no network: Trino's words. */
export class NoNetwork extends Error {
  override readonly name = 'NoNetwork';
}

/**
 * Reads `10.0.0.0/8`. An IPv4 network must begin at its first address; of an IPv6 one the rest does not count.
 * @throws NoNetwork
 */
export function parseNetwork(cidr: string): Network {
  const [, text = '', digits = ''] = /^([^/]*)\/(.*)$/s.exec(cidr) ?? [];
  if (!cidr.includes('/')) throw new NoNetwork('Invalid CIDR');
  const base = parseAddress(text);
  if (!base) throw new NoNetwork('Invalid network IP address');
  const isV4 = !text.includes(':');
  if (!/^-?[0-9]+$/.test(digits)) throw new NoNetwork('Invalid prefix length');
  const length = Number(digits);
  if (length < 0) throw new NoNetwork('Invalid prefix length');
  if (length > (isV4 ? 32 : 128)) throw new NoNetwork('Prefix length exceeds address length');
  const bits = isV4 ? 96 + length : length;
  const first = base.map((byte, at) => byte & maskAt(bits, at));
  if (isV4 && first.some((byte, at) => byte !== base[at])) throw new NoNetwork('Invalid CIDR');
  return { first, last: first.map((byte, at) => byte | (0xff & ~maskAt(bits, at))) };
}

/** Which bits of a byte belong to the prefix. */
function maskAt(bits: number, at: number): number {
  const own = Math.min(8, Math.max(0, bits - at * 8));
  return 0xff & (0xff << (8 - own));
}
