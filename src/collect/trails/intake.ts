import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Effects } from '../../base/effects/index.ts';
import { giveBack } from '../../base/memory/index.ts';
import type { LedgerRow, NewQuarantine, QuarantineResolution } from '../../lake/catalog/index.ts';
import type { WriterLake } from '../../lake/parts/index.ts';
import type { Fetched } from './batches.ts';
import { RANGE } from './ingest/columns.ts';
import type { FromWorker, ObjectColumns, Verdict, WrittenPart } from './ingest/protocol.ts';
import {
  type Findings,
  ledgerRow,
  NO_NOTE,
  type ObjectInHand,
  quarantineRows,
} from './ledger-rows.ts';
import type { NewObject } from './new-objects.ts';
import { columnsOf } from './object-columns.ts';
import { callerRows, newPart } from './part-rows.ts';
import type { Tally } from './summary.ts';

/** What a batch brings to the catalog, once it has had its verdict. */
interface JudgedBatch {
  readonly ledger: LedgerRow[];
  readonly quarantine: NewQuarantine[];
  /** What the quarantine may know of its objects already. */
  readonly resolutions: readonly QuarantineResolution[];
}

/** What a thread closed at one time: parts, and the batches whose rows are in them. */
interface Closing {
  readonly batches: readonly number[];
  readonly parts: readonly WrittenPart[];
}

/** Milliseconds: closings come several at a time, and each commit waits for the disk. */
const GATHER_MS = 25;

/** Some milliseconds of a commit: the threads wait for verdicts meanwhile. */
const STEPS_A_TURN = 64;

/** A batch for a thread. */
interface ReadyBatch {
  readonly batch: number;
  readonly objects: ObjectColumns;
}

/**
 * Keeps track of batches from the moment a thread gets them to their commit: says which rows are duplicates,
 * and commits parts together with the ledger rows of all objects in them.
 */
export class Intake {
  readonly #lake: WriterLake;
  readonly #tally: Tally;
  readonly #effects: Effects;
  /** Objects of batches that wait for their verdict. */
  readonly #open = new Map<number, readonly ObjectInHand[]>();
  readonly #judged = new Map<number, JudgedBatch>();
  #held: readonly Closing[] = [];
  #committing: Promise<void> | undefined;
  #isEnding = false;
  #nextBatch = 1;

  constructor(lake: WriterLake, tally: Tally, effects: Effects) {
    this.#lake = lake;
    this.#tally = tally;
    this.#effects = effects;
  }

  get isEmpty(): boolean {
    return this.#open.size === 0 && this.#judged.size === 0 && !this.#committing;
  }

  /** The objects whose bytes are there, or will be read by a thread; the others are problems. */
  readable(fetched: readonly Fetched[]): readonly Fetched[] {
    for (const { object, error } of fetched) if (error) this.#unreadable(object, error.message);
    return fetched.filter((one) => !one.error);
  }

  /** Registers a batch for a thread. */
  open(trail: string, read: readonly Fetched[]): ReadyBatch {
    const batch = this.#nextBatch++;
    const objects = read.map(({ object }) => this.#objectInHand(trail, object));
    this.#open.set(batch, objects);
    const ids = objects.map(({ id }) => id);
    return { batch, objects: columnsOf(ids, read) };
  }

  /** Which rows of a batch are duplicates; its objects are ready for the ledger now. */
  judge({
    batch,
    objects: found,
    tables,
  }: Extract<FromWorker, { is: 'rows' }>): readonly Verdict[] {
    const objects = inHand(this.#open, batch);
    const verdicts = tables.map(({ kind, days, hashes }): Verdict => {
      const out = new Uint8Array(days.length);
      this.#lake.ids.addBatch({ kind, days, hashes, out, batch });
      return [kind, out];
    });
    const { rows, duplicates } = countByObject(found.ranges, verdicts, objects.length);
    const judged: JudgedBatch = { ledger: [], quarantine: [], resolutions: retakenOf(objects) };
    for (const [place, one] of objects.entries()) {
      this.#enter(judged, one, {
        rawBytes: found.rawBytes[place] ?? 0,
        rows: rows[place] ?? 0,
        duplicates: duplicates[place] ?? 0,
        note: found.notes.get(place) ?? NO_NOTE,
      });
    }
    this.#open.delete(batch);
    this.#judged.set(batch, judged);
    giveBack(tables.flatMap(({ days, hashes }) => [days, hashes]));
    return verdicts;
  }

  /**
   * Takes the parts that a thread closed, with the batches in them, and commits what can be, one commit after another,
   * in turns with other work of this thread. A batch that lost rows to another as duplicates waits for that one: a kill
   * in between would lose them.
   */
  commit(closing: Closing): Promise<void> {
    this.#held = [...this.#held, closing];
    this.#committing ??= this.#commitReady().finally(() => {
      this.#committing = undefined;
    });
    return this.#committing;
  }

  /** Nothing but the last closings will come: they are committed at once. */
  hurry(): void {
    this.#isEnding = true;
  }

  /** Resolves when no commit is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#committing]);
  }

  async #commitReady(): Promise<void> {
    while (this.#ready().length > 0) {
      if (!this.#isEnding) await setTimeout(GATHER_MS);
      const taken = this.#ready();
      this.#held = this.#held.filter((closing) => !taken.includes(closing));
      await this.#commitAll(taken);
    }
  }

  /** The closings held that wait for nothing but each other. */
  #ready(): readonly Closing[] {
    let ready = this.#held;
    while (true) {
      const numbers = new Set(ready.flatMap(({ batches }) => batches));
      const free = ready.filter(({ batches }) =>
        this.#lake.ids.waitsFor(batches).every((one) => numbers.has(one)),
      );
      if (free.length === ready.length) return free;
      ready = free;
    }
  }

  async #commitAll(closings: readonly Closing[]): Promise<void> {
    const numbers = closings.flatMap(({ batches }) => batches);
    const parts = closings.flatMap((closing) => closing.parts);
    if (numbers.length === 0 && parts.length === 0) return;
    const batches = numbers.map((number) => inHand(this.#judged, number));
    await this.#lake.commitInTurns(
      {
        at: this.#effects.now(),
        added: parts.map(newPart),
        objects: batches.flatMap(({ ledger }) => ledger),
        resolutions: batches.flatMap(({ resolutions }) => resolutions),
        quarantine: batches.flatMap(({ quarantine }) => quarantine),
        callers: callerRows(parts),
        sessions: parts.flatMap(({ sessions }) => sessions ?? []),
      },
      numbers,
      inTurn(),
    );
    for (const number of numbers) this.#judged.delete(number);
    for (const part of parts) {
      this.#tally.stored += part.bytes;
      if (part.minTs !== undefined && part.maxTs !== undefined) {
        this.#tally.times(part.minTs, part.maxTs);
      }
    }
  }

  #objectInHand(trail: string, object: NewObject): ObjectInHand {
    const { catalog } = this.#lake;
    const { ledgerKey: key, etag } = object;
    const known = object.isRetaken ? catalog.object(trail, { key, etag }) : undefined;
    const id = known?.id ?? catalog.nextObjectId();
    return { id, trail, object, rowsBefore: known?.rows ?? 0 };
  }

  #unreadable(object: NewObject, reason: string): void {
    this.#tally.failed++;
    this.#tally.problem({ at: object.ledgerKey, reason });
  }

  #enter(batch: JudgedBatch, one: ObjectInHand, found: Findings): void {
    this.#count(one.object, found);
    // What could not be read from the disk is not known by its content: the next run tries again.
    if (found.note.unread) return;
    const now = this.#effects.now();
    batch.ledger.push(ledgerRow(one, found, now));
    if (found.note !== NO_NOTE) batch.quarantine.push(...quarantineRows(one, found.note, now));
  }

  #count(object: NewObject, { rawBytes, rows, duplicates, note }: Findings): void {
    const tally = this.#tally;
    if (!note.unread) {
      tally.fetched++;
      tally.compressed += object.size;
    }
    tally.raw += rawBytes;
    tally.kept += rows;
    tally.duplicate += duplicates;
    tally.quarantined += note.rejections.length;
    if (note.other) {
      tally.skipped++;
      tally.other(note.other);
    }
    if (note.failure) this.#unreadable(object, note.failure);
    else if (note.rejections.length > 0) {
      const reason = note.rejections[0]?.reason ?? '';
      tally.problem({ at: object.ledgerKey, reason, records: note.rejections.length });
    }
  }
}

/** Lets messages in after every so many steps of a commit. */
function inTurn(): () => Promise<void> {
  let steps = 0;
  return async () => {
    if (++steps % STEPS_A_TURN === 0) await setImmediate();
  };
}

/** Rows kept and duplicates of each object of a batch; `ranges` as in `IngestedColumns`. */
function countByObject(ranges: Int32Array, verdicts: readonly Verdict[], count: number) {
  const rows = new Int32Array(count);
  const duplicates = new Int32Array(count);
  for (let at = 0; at < ranges.length; at += RANGE) {
    const place = ranges[at] ?? 0;
    const [, flags] = verdicts[ranges[at + 1] ?? 0] ?? [];
    const from = ranges[at + 2] ?? 0;
    const to = ranges[at + 3] ?? 0;
    const known = sumOf(flags, from, to);
    rows[place] = (rows[place] ?? 0) + to - from - known;
    duplicates[place] = (duplicates[place] ?? 0) + known;
  }
  return { rows, duplicates };
}

function sumOf(flags: Uint8Array | undefined, from: number, to: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) sum += flags?.[row] ?? 0;
  return sum;
}

function retakenOf(objects: readonly ObjectInHand[]): readonly QuarantineResolution[] {
  const retaken = objects.filter(({ object }) => object.isRetaken);
  return retaken.map(({ trail, object }) => ({ trail, key: object.ledgerKey }));
}

function inHand<Batch>(batches: ReadonlyMap<number, Batch>, number: number): Batch {
  const batch = batches.get(number);
  if (!batch) throw new RangeError(`batch ${number} is not in hand`);
  return batch;
}
