import { crc32 } from 'node:zlib';

/** Pieces of bytes behind a head of text, each where a number of eight bytes may begin. */
export interface Frame {
  readonly head: Readonly<Record<string, unknown>>;
  readonly pieces: readonly Uint8Array[];
}

/** Before the head: its length, and a checksum of all that comes behind. */
const START = 8;

export function framed(head: Frame['head'], pieces: readonly Uint8Array[]): Uint8Array {
  const lengths = pieces.map(({ length }) => length);
  const text = Buffer.from(JSON.stringify({ ...head, lengths }));
  const size = aligned(START + text.length) + lengths.reduce((sum, one) => sum + aligned(one), 0);
  const frame = Buffer.alloc(size);
  frame.writeUInt32LE(text.length, 0);
  frame.set(text, START);
  let at = aligned(START + text.length);
  for (const piece of pieces) {
    frame.set(piece, at);
    at += aligned(piece.length);
  }
  frame.writeUInt32LE(crc32(frame.subarray(START)), 4);
  return frame;
}

/** @throws SyntaxError where bytes are not as they were written */
export function unframed(bytes: Uint8Array): Frame {
  // A Buffer may be a part of others, at a place where no number can begin.
  const frame = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = frame;
  const start = new DataView(buffer, byteOffset, START);
  const body = frame.subarray(START);
  if (crc32(body) !== start.getUint32(4, true)) throw new SyntaxError('These bytes are damaged.');
  const length = start.getUint32(0, true);
  const { lengths, ...head } = JSON.parse(Buffer.from(body.subarray(0, length)).toString()) as {
    readonly lengths: readonly number[];
  };
  let at = aligned(START + length);
  const pieces = lengths.map((one) => {
    const piece = frame.subarray(at, at + one);
    at += aligned(one);
    return piece;
  });
  return { head, pieces };
}

function aligned(size: number): number {
  return Math.ceil(size / 8) * 8;
}
