import { rotated, word, wordAt } from './words.ts';

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

/** XXH64 with seed 0, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md: eight bytes, the highest first. */
export function xxhash64(bytes: Uint8Array): Uint8Array {
  const hash = finished(word(striped(bytes) + BigInt(bytes.length)), bytes);
  const result = Buffer.alloc(8);
  result.writeBigUInt64BE(hash);
  return result;
}

/** The stripes of 32 bytes, each in four lanes. */
function striped(bytes: Uint8Array): bigint {
  if (bytes.length < 32) return P5;
  const lanes = [word(P1 + P2), P2, 0n, word(-P1)];
  for (let at = 0; at + 32 <= bytes.length; at += 32) {
    for (const [lane, value] of lanes.entries()) {
      lanes[lane] = round(value, wordAt(bytes, at + lane * 8));
    }
  }
  const turns = [1n, 7n, 12n, 18n];
  const sum = lanes.reduce((total, lane, at) => total + rotated(lane, turns[at] ?? 0n), 0n);
  return lanes.reduce((hash, lane) => word((hash ^ round(0n, lane)) * P1 + P4), word(sum));
}

function round(lane: bigint, input: bigint): bigint {
  return word(rotated(word(lane + input * P2), 31n) * P1);
}

/** The bytes that fill no stripe, and the last mixing. */
function finished(start: bigint, bytes: Uint8Array): bigint {
  let hash = start;
  let at = bytes.length - (bytes.length % 32);
  for (; at + 8 <= bytes.length; at += 8) {
    hash = word(rotated(hash ^ round(0n, wordAt(bytes, at)), 27n) * P1 + P4);
  }
  if (at + 4 <= bytes.length) {
    const half = wordAt(bytes, at) & 0xffffffffn;
    hash = word(rotated(hash ^ word(half * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < bytes.length; at++) {
    hash = word(rotated(hash ^ word(BigInt(bytes[at] ?? 0) * P5), 11n) * P1);
  }
  hash = word((hash ^ (hash >> 33n)) * P2);
  hash = word((hash ^ (hash >> 29n)) * P3);
  return hash ^ (hash >> 32n);
}
