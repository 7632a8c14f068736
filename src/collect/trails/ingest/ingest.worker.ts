import { readFileSync, statSync } from 'node:fs';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { defaultEffects } from '../../../base/effects/index.ts';
import { messageOf } from '../../../base/errors/index.ts';
import { dayOfNumber } from '../../../base/time/index.ts';
import { beginPart, newPartId, type PartInHand } from '../../../lake/parts/index.ts';
import { BATCHES, Decoder, MAX_TEXT_BYTES } from '../../decode/index.ts';
import type {
  FromWorker,
  IngestedObject,
  IngestObject,
  TableRows,
  ToWorker,
  Verdict,
  WorkerSetup,
  WrittenPart,
} from './protocol.ts';

/** Days in hand cost memory each; a batch of strange times is no reason to run out of it. */
const MAX_DAYS = 400;

/** Decodes batches, waits for the verdict on duplicates, and writes parts when enough is in hand. */
class IngestWorker {
  readonly #port: MessagePort;
  readonly #setup: WorkerSetup;
  readonly #decoder: Decoder;
  /** Which of the decoder's batches a batch number stands in. */
  readonly #places = new Map<number, number>();
  #next = 0;
  /** Batches whose rows are in the parts in hand. */
  #appended: number[] = [];
  #finishing: Promise<void> = Promise.resolve();

  constructor(port: MessagePort, setup: WorkerSetup) {
    this.#port = port;
    this.#setup = setup;
    this.#decoder = new Decoder(setup.module);
  }

  take(message: ToWorker): void {
    switch (message.is) {
      case 'batch':
        this.#decode(message.batch, message.objects);
        return;
      case 'verdict':
        this.#append(message.batch, message.duplicates);
        return;
      case 'flush':
        this.#flush(true);
        return;
      default:
        message satisfies never;
    }
  }

  #decode(batch: number, objects: readonly IngestObject[]): void {
    const which = this.#next;
    this.#next = (which + 1) % BATCHES;
    this.#places.set(batch, which);
    this.#decoder.begin(which);
    const decoded = objects.map((object) => this.#decodeObject(object));
    const tables: TableRows[] = this.#decoder.scanners().map((scanner) => {
      const { days, hashes } = scanner.rows();
      return { kind: scanner.table.kind, days: days.slice(), hashes: hashes.slice() };
    });
    const buffers = tables.flatMap(({ days, hashes }) => [days.buffer, hashes.buffer]);
    this.#post({ is: 'rows', batch, objects: decoded, tables }, buffers);
  }

  #decodeObject(object: IngestObject): IngestedObject {
    const { id, kind, fallbackDay, path = '' } = object;
    let bytes = object.bytes;
    try {
      if (!bytes && statSync(path).size > MAX_TEXT_BYTES) {
        const failure = `larger than ${MAX_TEXT_BYTES} bytes`;
        return { id, rawBytes: 0, ranges: [], rejections: [], failure, slow: 0 };
      }
      bytes ??= readFileSync(path);
    } catch (error) {
      const failure = `it could not be read: ${messageOf(error)}`;
      return { id, rawBytes: 0, ranges: [], rejections: [], failure, slow: 0, unread: true };
    }
    return this.#decoder.decode({ id, kind, fallbackDay, bytes });
  }

  #append(batch: number, duplicates: readonly Verdict[]): void {
    const which = this.#places.get(batch);
    if (which === undefined) throw new RangeError(`no batch ${batch} is in hand`);
    this.#places.delete(batch);
    this.#decoder.append(which, new Map(duplicates));
    this.#appended.push(batch);
    this.#post({ is: 'done', batch });
    const { rows, rawBytes, days } = this.#decoder.inHand();
    const { partRows, partRawBytes } = this.#setup;
    if (rows >= partRows || rawBytes >= partRawBytes || days >= MAX_DAYS) this.#flush(false);
  }

  /** Closes all days; tells so once they are on the disk, while the next batches are decoded already. */
  #flush(asked: boolean): void {
    const batches = this.#appended;
    this.#appended = [];
    const written: WrittenPart[] = [];
    const inHand: PartInHand[] = [];
    for (const part of this.#decoder.close()) {
      const { buffers, ...rest } = part;
      const place = { kind: part.kind, day: dayOfNumber(part.day), id: newPartId(defaultEffects) };
      const one = beginPart(this.#setup.home, place, buffers);
      inHand.push(one);
      written.push({ ...rest, id: place.id, bytes: one.bytes });
    }
    void this.#finish(inHand).then(() => {
      this.#post({ is: 'parts', asked, batches, parts: written }, written.flatMap(buffersOf));
    }, escalate);
  }

  /** One after another, in the order of flushes: a later one must not be told of first. */
  #finish(inHand: readonly PartInHand[]): Promise<void> {
    const before = this.#finishing;
    const finishing = Promise.all(inHand.map((one) => one.finish())).then(() => before);
    this.#finishing = finishing;
    return finishing;
  }

  #post(message: FromWorker, transfer: readonly ArrayBufferLike[] = []): void {
    this.#port.postMessage(
      message,
      transfer.filter((buffer) => buffer instanceof ArrayBuffer),
    );
  }
}

/** Ends the thread with the error, which the pool reports. */
function escalate(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

function buffersOf({ callers, sessions }: WrittenPart): readonly ArrayBufferLike[] {
  return [callers.slots.buffer, callers.texts.buffer, sessions.buffer];
}

if (parentPort) {
  const port = parentPort;
  const worker = new IngestWorker(port, workerData as WorkerSetup);
  port.on('message', (message: ToWorker) => worker.take(message));
}
