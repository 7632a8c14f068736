import { rotated, word, wordAt } from './words.ts';

const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

/** MurmurHash3_x64_128 with seed 0, https://github.com/aappleby/smhasher: 16 bytes, of each half the lowest first. */
export function murmur3(bytes: Uint8Array): Uint8Array {
  let [first, second] = [0n, 0n];
  const whole = bytes.length - (bytes.length % 16);
  for (let at = 0; at < whole; at += 16) {
    first ^= firstMixed(wordAt(bytes, at));
    first = word(word(rotated(first, 27n) + second) * 5n + 0x52dce729n);
    second ^= secondMixed(wordAt(bytes, at + 8));
    second = word(word(rotated(second, 31n) + first) * 5n + 0x38495ab5n);
  }
  second ^= secondMixed(wordAt(bytes, whole + 8));
  first ^= firstMixed(wordAt(bytes, whole));
  const length = BigInt(bytes.length);
  return ended(first ^ length, second ^ length);
}

function firstMixed(value: bigint): bigint {
  return word(rotated(word(value * C1), 31n) * C2);
}

function secondMixed(value: bigint): bigint {
  return word(rotated(word(value * C2), 33n) * C1);
}

function ended(left: bigint, right: bigint): Uint8Array {
  const sum = word(left + right);
  const first = stirred(sum);
  const second = stirred(word(right + sum));
  const total = word(first + second);
  const result = Buffer.alloc(16);
  result.writeBigUInt64LE(total, 0);
  result.writeBigUInt64LE(word(second + total), 8);
  return result;
}

function stirred(value: bigint): bigint {
  const once = word((value ^ (value >> 33n)) * 0xff51afd7ed558ccdn);
  const twice = word((once ^ (once >> 33n)) * 0xc4ceb9fe1a85ec53n);
  return twice ^ (twice >> 33n);
}
