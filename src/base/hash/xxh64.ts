const P1 = 11400714785074694791n;
const P2 = 14029467366897019727n;
const P3 = 1609587929392839161n;
const P4 = 9650029242287828579n;
const P5 = 2870177450012600261n;

const wrap = (value: bigint) => BigInt.asUintN(64, value);
const rotate = (value: bigint, bits: bigint) => wrap((value << bits) | (value >> (64n - bits)));
const round = (state: bigint, lane: bigint) => wrap(rotate(wrap(state + lane * P2), 31n) * P1);

/** XXH64 with seed 0 (the xxHash specification), for the few texts of a query; `wasm/hash.as.ts` is for rows. */
export function xxh64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { byteLength } = view;
  let hash = wrap((byteLength < 32 ? P5 : stripes(view)) + BigInt(byteLength));
  let at = byteLength - (byteLength % 32);
  for (; at + 8 <= byteLength; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4);
  }
  if (at + 4 <= byteLength) {
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < byteLength; at++) {
    hash = wrap(rotate(hash ^ wrap(BigInt(view.getUint8(at)) * P5), 11n) * P1);
  }
  hash = wrap((hash ^ (hash >> 33n)) * P2);
  hash = wrap((hash ^ (hash >> 29n)) * P3);
  return hash ^ (hash >> 32n);
}

/** The whole stripes of 32 bytes, in four lanes. */
function stripes(view: DataView): bigint {
  const lanes: [bigint, bigint, bigint, bigint] = [wrap(P1 + P2), P2, 0n, wrap(-P1)];
  for (let at = 0; at + 32 <= view.byteLength; at += 32) {
    for (const lane of [0, 1, 2, 3] as const) {
      lanes[lane] = round(lanes[lane], view.getBigUint64(at + 8 * lane, true));
    }
  }
  const [a, b, c, d] = lanes;
  const sum = wrap(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
  return lanes.reduce((hash, lane) => wrap((hash ^ round(0n, lane)) * P1 + P4), sum);
}
