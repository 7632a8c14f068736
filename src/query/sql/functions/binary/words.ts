/** Arithmetic of unsigned 64-bit words, as the hashes need it. */
export function word(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

export function rotated(value: bigint, bits: bigint): bigint {
  return word((value << bits) | (value >> (64n - bits)));
}

/** Eight bytes from a place on, the lowest first; those beyond the end are zero. */
export function wordAt(bytes: Uint8Array, at: number): bigint {
  const part = Buffer.alloc(8);
  part.set(bytes.subarray(at, at + 8));
  return part.readBigUInt64LE();
}
