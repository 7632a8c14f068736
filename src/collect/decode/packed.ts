/** What a part says of callers, as the scanner holds it: cheap to hand from one thread to another. */
export interface PackedCallers {
  readonly stride: number;
  readonly slots: Uint8Array;
  readonly texts: Uint8Array;
}

/** A record's caller: who called, with what, and how often in one part. */
export interface CallerCount {
  readonly id: bigint;
  readonly userAgent: string | null;
  readonly principal: string | null;
  readonly type: string | null;
  readonly invokedBy: string | null;
  readonly console: string | null;
  readonly events: number;
  /** Microseconds; absent when none of its events has a time. */
  readonly first?: number;
  readonly last?: number;
}

// The fields of a caller in wasm/callers.as.ts.
const AT = { first: 8, last: 16, count: 24, text: 28 } as const;
const FIELDS = 5;
const ABSENT = 0xffffffff;

export function unpackCallers({ stride, slots, texts }: PackedCallers): readonly CallerCount[] {
  const view = viewOf(slots);
  const callers: CallerCount[] = [];
  for (let at = 0; at < slots.length; at += stride) {
    const events = view.getInt32(at + AT.count, true);
    if (events === 0) continue;
    const described = readFields(texts, view.getInt32(at + AT.text, true));
    const [userAgent, principal, type, invokedBy, flag] = described;
    const first = Number(view.getBigInt64(at + AT.first, true));
    const last = Number(view.getBigInt64(at + AT.last, true));
    callers.push({
      id: view.getBigInt64(at, true),
      userAgent: userAgent ?? null,
      principal: principal ?? null,
      type: type ?? null,
      invokedBy: invokedBy ?? null,
      console: flag ?? null,
      events,
      ...(first <= last ? { first, last } : {}),
    });
  }
  return callers;
}

function readFields(texts: Uint8Array, start: number): readonly (string | null)[] {
  const view = viewOf(texts);
  let at = start;
  return Array.from({ length: FIELDS }, () => {
    const length = view.getUint32(at, true);
    at += 4;
    if (length === ABSENT) return null;
    at += length;
    return textOf(texts, at - length, at);
  });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}
