/** What a part says of callers, as the scanner holds it: cheap to hand from one thread to another. */
export interface PackedCallers {
  readonly stride: number;
  readonly slots: Uint8Array;
  readonly texts: Uint8Array;
}

/** Who called, and with what. */
export interface CallerDescription {
  readonly userAgent: string | undefined;
  readonly principal: string | undefined;
  readonly type: string | undefined;
  readonly invokedBy: string | undefined;
  readonly console: string | undefined;
}

/** A caller of one part, and how often it called. */
export interface CallerCount {
  readonly id: bigint;
  readonly events: number;
  /** Microseconds; absent when none of its events has a time. */
  readonly first?: number;
  readonly last?: number;
  /** Where its description stands, for `describeCaller`. */
  readonly text: number;
}

// The fields of a caller in wasm/callers.as.ts.
const AT = { first: 8, last: 16, count: 24, text: 28 } as const;
const ABSENT = 0xffffffff;

export function unpackCallers({ stride, slots }: PackedCallers): readonly CallerCount[] {
  const view = viewOf(slots);
  const callers: CallerCount[] = [];
  for (let at = 0; at < slots.length; at += stride) {
    const events = view.getInt32(at + AT.count, true);
    if (events === 0) continue;
    const id = view.getBigInt64(at, true);
    const text = view.getInt32(at + AT.text, true);
    const first = Number(view.getBigInt64(at + AT.first, true));
    const last = Number(view.getBigInt64(at + AT.last, true));
    callers.push({ id, events, text, ...(first <= last ? { first, last } : {}) });
  }
  return callers;
}

/** The description at `text` of a caller. */
export function describeCaller({ texts }: PackedCallers, text: number): CallerDescription {
  const view = viewOf(texts);
  let at = text;
  const next = () => {
    const length = view.getUint32(at, true);
    at += 4;
    if (length === ABSENT) return undefined;
    at += length;
    return textOf(texts, at - length, at);
  };
  return {
    userAgent: next(),
    principal: next(),
    type: next(),
    invokedBy: next(),
    console: next(),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}
