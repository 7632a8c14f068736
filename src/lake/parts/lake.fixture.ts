import type { Effects } from '../../base/effects/index.ts';
import { type Day, dayNumber, dayStart } from '../../base/time/index.ts';
import type { NewPart } from '../catalog/index.ts';
import { type IdBatch, newPartId, type WriterLake, writePart } from './index.ts';

export const DAY = '2026-01-31' as Day;

/** A clock that a test sets, and random bytes that count up. */
export function effectsAt(now: number): Effects & { time: number } {
  let count = 0;
  return {
    time: now,
    now() {
      return this.time;
    },
    randomBytes: (size) => new Uint8Array(size).fill(++count),
    env: {},
    user: () => 'tester',
  };
}

/** Looks like Parquet to whoever reads only both ends. */
function payload(text = 'rows'): readonly Uint8Array[] {
  return ['PAR1', text, 'PAR1'].map((piece) => Buffer.from(piece));
}

export interface PartOptions {
  readonly kind?: NewPart['kind'];
  readonly day?: Day;
  readonly rows?: number;
  readonly text?: string;
}

/** Writes the file of a part that holds all of its day; the caller commits it. */
export function writeOne(home: string, effects: Effects, options: PartOptions = {}): NewPart {
  const { kind = 'events', day = DAY, rows = 10, text = 'rows' } = options;
  const id = newPartId(effects);
  const bytes = writePart(home, { kind, day, id }, payload(text));
  const minTs = dayStart(day) * 1000;
  return { id, kind, day, rows, bytes, rawBytes: bytes * 9, minTs, maxTs: minTs + 86_399_999_999 };
}

/** A batch of ids of one day, each made from a small number. */
export function idBatch(batch: number, numbers: readonly number[], day: Day = DAY): IdBatch {
  return {
    ...{ batch, kind: 'events' },
    days: new Int32Array(numbers.length).fill(dayNumber(day)),
    hashes: Uint32Array.from(numbers.flatMap((number) => [number * 7919, 1, number, 2 ** 32 - 1])),
    out: new Uint8Array(numbers.length),
  };
}

/** Which of the numbers the lake takes for duplicates; they are pending in `batch` afterwards. */
export function duplicatesIn(
  lake: WriterLake,
  batch: number,
  numbers: readonly number[],
): readonly number[] {
  const one = idBatch(batch, numbers);
  lake.ids.addBatch(one);
  return numbers.filter((_, index) => one.out[index] === 1);
}
