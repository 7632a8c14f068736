import type { Effects } from '../../base/effects/index.ts';
import { dayOfNumber, dayStart } from '../../base/time/index.ts';
import { type ObjectKey, parseObjectKey } from '../../cloudtrail/objects/index.ts';
import { sessionOf } from '../../cloudtrail/records/index.ts';
import type {
  CallerRow,
  LedgerRow,
  NewPart,
  NewQuarantine,
  PartId,
  SessionRow,
} from '../../lake/catalog/index.ts';
import type { WriterLake } from '../../lake/parts/index.ts';
import { unpackCallers, unpackTexts } from '../decode/index.ts';
import type { StoredObject } from '../storage/index.ts';
import type { FromWorker, IngestedObject, Verdict, WrittenPart } from './ingest/protocol.ts';
import type { Tally } from './summary.ts';

/** An object that a thread has: what the ledger will say of it. */
export interface ObjectInHand {
  readonly id: number;
  readonly trail: string;
  readonly key: string;
  readonly object: StoredObject;
  readonly name: ObjectKey;
  /** The ledger knows it, so the quarantine may: what it says is taken back. */
  readonly isRetaken: boolean;
  /** Rows that an earlier run took from this very content: they come again as duplicates. */
  readonly rowsBefore: number;
}

interface BatchInHand {
  readonly objects: readonly ObjectInHand[];
  readonly ledger: LedgerRow[];
  readonly quarantine: NewQuarantine[];
}

/** What a thread closed at one time: parts, and the batches whose rows are in them. */
interface Closing {
  readonly batches: readonly number[];
  readonly parts: readonly WrittenPart[];
}

/**
 * Keeps track of batches from the moment a thread gets them to their commit: says which rows are duplicates,
 * and commits parts together with the ledger rows of all objects in them.
 */
export class Intake {
  readonly #lake: WriterLake;
  readonly #tally: Tally;
  readonly #effects: Effects;
  readonly #batches = new Map<number, BatchInHand>();
  #held: readonly Closing[] = [];
  #nextBatch = 1;

  constructor(lake: WriterLake, tally: Tally, effects: Effects) {
    this.#lake = lake;
    this.#tally = tally;
    this.#effects = effects;
  }

  get isEmpty(): boolean {
    return this.#batches.size === 0;
  }

  /** Registers a batch that a thread is about to get; returns its number. */
  open(objects: readonly ObjectInHand[]): number {
    const batch = this.#nextBatch++;
    this.#batches.set(batch, { objects, ledger: [], quarantine: [] });
    return batch;
  }

  /** Which rows of a batch are duplicates; its objects are ready for the ledger now. */
  judge(message: Extract<FromWorker, { is: 'rows' }>): readonly Verdict[] {
    const batch = this.#batch(message.batch);
    const verdicts = message.tables.map(({ kind, days, hashes }): Verdict => {
      const out = new Uint8Array(days.length);
      this.#lake.ids.addBatch({ kind, days, hashes, out, batch: message.batch });
      return [kind, out];
    });
    const byKind = new Map(verdicts);
    const inHand = new Map(batch.objects.map((object) => [object.id, object]));
    for (const object of message.objects) {
      const one = inHand.get(object.id);
      if (one) this.#enter(batch, one, object, countDuplicates(object, byKind));
    }
    return verdicts;
  }

  /**
   * Takes the parts that a thread closed, with the batches in them, and commits what can be. A batch that lost rows to another as duplicates waits for that one: a kill in between would lose them.
   */
  commit(closing: Closing): void {
    this.#held = [...this.#held, closing];
    const ready = this.#ready();
    this.#held = this.#held.filter((closing) => !ready.includes(closing));
    this.#commitAll(ready);
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

  #commitAll(closings: readonly Closing[]): void {
    const numbers = closings.flatMap(({ batches }) => batches);
    const parts = closings.flatMap((closing) => closing.parts);
    if (numbers.length === 0 && parts.length === 0) return;
    const batches = numbers.map((number) => this.#batch(number));
    this.#lake.commit(
      {
        at: this.#effects.now(),
        added: parts.map(newPart),
        objects: batches.flatMap(({ ledger }) => ledger),
        resolutions: batches.flatMap(({ objects }) =>
          objects.filter(({ isRetaken }) => isRetaken).map(nameOf),
        ),
        quarantine: batches.flatMap(({ quarantine }) => quarantine),
        callers: parts.flatMap(callerRows),
        sessions: parts.flatMap(sessionRows),
      },
      numbers,
    );
    for (const number of numbers) this.#batches.delete(number);
    for (const part of parts) {
      this.#tally.stored += part.bytes;
      if (part.minTs !== undefined && part.maxTs !== undefined) {
        this.#tally.times(part.minTs, part.maxTs);
      }
    }
  }

  #batch(number: number): BatchInHand {
    const batch = this.#batches.get(number);
    if (!batch) throw new RangeError(`batch ${number} is not in hand`);
    return batch;
  }

  #enter(batch: BatchInHand, one: ObjectInHand, decoded: IngestedObject, duplicates: number): void {
    const rows = decoded.ranges.reduce((sum, { from, to }) => sum + to - from, 0) - duplicates;
    this.#count(one, decoded, { rows, duplicates });
    // What could not be read from the disk is not known by its content: the next run tries again.
    if (decoded.unread) return;
    const { id, trail, key, object, name } = one;
    const rejected = decoded.rejections.length;
    const reason = decoded.failure ?? decoded.other ?? decoded.rejections[0]?.reason;
    batch.ledger.push({
      ...{ id, trail, key, etag: object.etag, size: object.size, kind: name.kind },
      status: statusOf(decoded),
      ...{ reason, rows, rejected, rawBytes: decoded.rawBytes },
      duplicates: Math.max(0, duplicates - one.rowsBefore),
      ...{ account: name.account, region: name.region, day: name.day },
      seenAt: this.#effects.now(),
    });
    const about = { objectId: id, trail, key, etag: object.etag, at: this.#effects.now() };
    const code = 'TG_DECODE_FAILED';
    if (decoded.failure) batch.quarantine.push({ ...about, code, reason: decoded.failure });
    for (const { start, end, raw, reason: why } of decoded.rejections) {
      batch.quarantine.push({ ...about, byteStart: start, byteEnd: end, code, reason: why, raw });
    }
  }

  #count(
    one: ObjectInHand,
    decoded: IngestedObject,
    count: { readonly rows: number; readonly duplicates: number },
  ): void {
    const tally = this.#tally;
    if (!decoded.unread) {
      tally.fetched++;
      tally.compressed += one.object.size;
    }
    tally.raw += decoded.rawBytes;
    tally.kept += count.rows;
    tally.duplicate += count.duplicates;
    tally.quarantined += decoded.rejections.length;
    if (decoded.other) {
      tally.skipped++;
      tally.other(decoded.other);
    }
    if (decoded.failure) {
      tally.failed++;
      tally.problem({ at: one.key, reason: decoded.failure });
    } else if (decoded.rejections.length > 0) {
      const reason = decoded.rejections[0]?.reason ?? '';
      tally.problem({ at: one.key, reason, records: decoded.rejections.length });
    }
  }
}

function countDuplicates(
  object: IngestedObject,
  verdicts: ReadonlyMap<string, Uint8Array>,
): number {
  let count = 0;
  for (const { kind, from, to } of object.ranges) {
    for (const flag of verdicts.get(kind)?.subarray(from, to) ?? []) count += flag;
  }
  return count;
}

function statusOf(decoded: IngestedObject): LedgerRow['status'] {
  if (decoded.failure || decoded.rejections.length > 0) return 'quarantined';
  return decoded.other ? 'skipped' : 'committed';
}

function nameOf({ trail, key }: ObjectInHand) {
  return { trail, key };
}

function newPart(part: WrittenPart): NewPart {
  const day = dayOfNumber(part.day);
  const midnight = dayStart(day) * 1000;
  return {
    id: part.id as PartId,
    kind: part.kind,
    day,
    rows: part.rows,
    bytes: part.bytes,
    rawBytes: part.rawBytes,
    minTs: part.minTs ?? midnight,
    maxTs: part.maxTs ?? midnight,
  };
}

function callerRows(part: WrittenPart): readonly CallerRow[] {
  const midnight = part.day * 86_400_000_000;
  return unpackCallers(part.callers).map((caller) => ({
    callerId: caller.id,
    userAgent: caller.userAgent ?? undefined,
    principalArn: caller.principal ?? undefined,
    type: caller.type ?? undefined,
    invokedBy: caller.invokedBy ?? undefined,
    console: caller.console === 'true',
    events: caller.events,
    firstTs: caller.first ?? midnight,
    lastTs: caller.last ?? midnight,
  }));
}

function sessionRows(part: WrittenPart): readonly SessionRow[] {
  const records = [...unpackTexts(part.sessions)];
  const sessions = records.map(sessionOf).filter((session) => session !== undefined);
  return sessions.map((session) => ({
    accessKeyId: session.accessKeyId,
    eventId: session.eventId ?? undefined,
    eventName: session.eventName,
    principalArn: session.targetArn ?? session.principalArn ?? undefined,
    parentAccessKeyId: session.parentAccessKeyId ?? undefined,
    issuedAt: inMicros(session.issuedAt),
    expiresAt: inMicros(session.expiresAt),
    sourceAddress: session.sourceAddress ?? undefined,
    userAgent: session.userAgent ?? undefined,
    sourceIdentity: session.sourceIdentity ?? undefined,
    roleSessionName: session.roleSessionName ?? undefined,
    tags: session.tags ?? undefined,
    origin: session.origin ?? undefined,
    account: session.account ?? undefined,
    region: session.region ?? undefined,
  }));
}

function inMicros(ms: number | null): number | undefined {
  return ms === null ? undefined : ms * 1000;
}

export function keyOf(storageName: string, object: StoredObject): ObjectKey {
  return parseObjectKey(`${storageName}/${object.key}`);
}
