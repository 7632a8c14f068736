import { isIPv4, isIPv6 } from 'node:net';

/** Bytes of an address: 4, or 16. */
type Bytes = readonly number[];

interface Network {
  readonly bytes: Bytes;
  readonly bits: number;
}

// Addresses that lead into a machine or its own network (IANA's special-purpose registries), and those of no single host.
const PRIVATE: readonly Network[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].map(networkOf);

/** Where an IPv4 address stands inside one of IPv6, as bytes from its start. */
const CARRIERS: readonly (readonly [network: Network, at: number])[] = [
  [networkOf('::ffff:0:0/96'), 12],
  [networkOf('64:ff9b::/96'), 12],
  [networkOf('2002::/16'), 2],
];

/** Whether an address belongs to the open network; what is no address does not. */
export function isPublic(address: string): boolean {
  const bytes = bytesOf(address);
  if (bytes === undefined) return false;
  return [bytes, ...carried(bytes)].every(
    (one) => !PRIVATE.some((network) => isWithin(one, network)),
  );
}

/** Whether an address lies in a network as written, `10.1.0.0/16`; one of IPv4 also where IPv6 carries it. */
export function isInside(address: string, cidr: string): boolean {
  const bytes = bytesOf(address);
  if (bytes === undefined) return false;
  const network = networkOf(cidr);
  return [bytes, ...mapped(bytes)].some((one) => isWithin(one, network));
}

function mapped(bytes: Bytes): readonly Bytes[] {
  const [first] = CARRIERS;
  return first && isWithin(bytes, first[0]) ? [bytes.slice(12)] : [];
}

function carried(bytes: Bytes): readonly Bytes[] {
  return CARRIERS.filter(([network]) => isWithin(bytes, network)).map(([, at]) =>
    bytes.slice(at, at + 4),
  );
}

function isWithin(bytes: Bytes, network: Network): boolean {
  if (bytes.length !== network.bytes.length) return false;
  return bytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, network.bits - index * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === ((network.bytes[index] ?? 0) & mask);
  });
}

function networkOf(cidr: string): Network {
  const [address = '', bits = ''] = cidr.split('/');
  return { bytes: bytesOf(address) ?? [], bits: Number(bits) };
}

function bytesOf(address: string): Bytes | undefined {
  const [plain = ''] = address.split('%');
  if (isIPv4(plain)) return plain.split('.').map(Number);
  return isIPv6(plain) ? bytesOfV6(plain) : undefined;
}

function bytesOfV6(address: string): Bytes {
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = new Array<number>(16 - before.length - after.length).fill(0);
  return [...before, ...zeros, ...after];
}

function groupsOf(text: string): Bytes {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
