/** Addresses of IPv4 networks, and what a file says of them. */
export type Networks = Readonly<Record<string, object>>;

/** A file in MaxMind's DB format, version 2.0 (https://maxmind.github.io/MaxMind-DB/), for IPv4. */
export function mmdb(networks: Networks): Buffer {
  const nodes: [left: number, right: number][] = [[EMPTY, EMPTY]];
  const data: Buffer[] = [];
  for (const [cidr, record] of Object.entries(networks)) {
    const offset = data.reduce((sum, { length }) => sum + length, 0);
    data.push(encoded(record));
    plant(nodes, bitsOf(cidr), -2 - offset);
  }
  const tree = nodes.flat().map((child) => uint(pointer(child, nodes.length), 3));
  const about = {
    ...{ binary_format_major_version: 2, binary_format_minor_version: 0, build_epoch: 1 },
    ...{ database_type: 'Test', description: {}, ip_version: 4, languages: [] },
    ...{ node_count: nodes.length, record_size: 24 },
  };
  const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, marker, encoded(about)]);
}

const EMPTY = -1;

/** A child that is a node is its number; -2 and less are offsets of data. */
function pointer(child: number, count: number): number {
  if (child >= 0) return child;
  return child === EMPTY ? count : count + 16 + (-2 - child);
}

function plant(nodes: [number, number][], bits: readonly number[], leaf: number): void {
  let at = 0;
  for (const [depth, bit] of bits.entries()) {
    const node = nodes[at];
    if (!node) throw new Error('there is no such node');
    if (depth === bits.length - 1) node[bit] = leaf;
    else if (node[bit] === EMPTY) node[bit] = nodes.push([EMPTY, EMPTY]) - 1;
    at = node[bit] ?? EMPTY;
  }
}

function bitsOf(cidr: string): readonly number[] {
  const [address = '', prefix] = cidr.split('/');
  const bits = address.split('.').map((part) => Number(part).toString(2).padStart(8, '0'));
  return [...bits.join('').slice(0, Number(prefix))].map(Number);
}

function encoded(value: unknown): Buffer {
  if (typeof value === 'number') return Buffer.concat([Buffer.of((6 << 5) | 4), uint(value, 4)]);
  if (typeof value === 'string') {
    return Buffer.concat([Buffer.of((2 << 5) | value.length), Buffer.from(value)]);
  }
  if (Array.isArray(value)) return Buffer.of(value.length, 4);
  const entries = Object.entries(value as object);
  return Buffer.concat([Buffer.of((7 << 5) | entries.length), ...entries.flat().map(encoded)]);
}

function uint(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}
