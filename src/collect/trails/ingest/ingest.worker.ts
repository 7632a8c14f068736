import { readFileSync } from 'node:fs';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { defaultEffects } from '../../../base/effects/index.ts';
import { messageOf } from '../../../base/errors/index.ts';
import { dayOfNumber } from '../../../base/time/index.ts';
import { type SessionFact, sessionOf } from '../../../cloudtrail/records/index.ts';
import { newPartId, writePart } from '../../../lake/parts/index.ts';
import { Decoder, type EncodedPart } from '../../decode/index.ts';
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
  /** Which of the decoder's two batches a batch number stands in. */
  readonly #places = new Map<number, 0 | 1>();
  #next: 0 | 1 = 0;

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
    this.#next = which === 0 ? 1 : 0;
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
    const { id, kind, fallbackDay } = object;
    try {
      const bytes = object.bytes ?? readFileSync(object.path ?? '');
      return this.#decoder.decode({ id, kind, fallbackDay, bytes });
    } catch (error) {
      const failure = `it could not be read: ${messageOf(error)}`;
      return { id, rawBytes: 0, ranges: [], rejections: [], failure, slow: 0, unread: true };
    }
  }

  #append(batch: number, duplicates: readonly Verdict[]): void {
    const which = this.#places.get(batch);
    if (which === undefined) throw new RangeError(`no batch ${batch} is in hand`);
    this.#places.delete(batch);
    this.#decoder.append(which, new Map(duplicates));
    this.#post({ is: 'done', batch });
    const { rows, rawBytes, days } = this.#decoder.inHand();
    const { partRows, partRawBytes } = this.#setup;
    if (rows >= partRows || rawBytes >= partRawBytes || days >= MAX_DAYS) this.#flush(false);
  }

  #flush(asked: boolean): void {
    const parts: WrittenPart[] = [];
    for (const part of this.#decoder.close()) parts.push(this.#write(part));
    this.#post({ is: 'parts', asked, parts });
  }

  #write(part: EncodedPart): WrittenPart {
    const { buffers, sessions, ...rest } = part;
    const id = newPartId(defaultEffects);
    const day = dayOfNumber(part.day);
    const bytes = writePart(this.#setup.home, { kind: part.kind, day, id }, buffers);
    return { ...rest, id, bytes, sessions: sessions.flatMap(readSession) };
  }

  #post(message: FromWorker, transfer: readonly ArrayBufferLike[] = []): void {
    this.#port.postMessage(
      message,
      transfer.filter((buffer) => buffer instanceof ArrayBuffer),
    );
  }
}

/** A record that was taken in is JSON; one whose facts have odd types has no session to tell of. */
function readSession(record: string): readonly SessionFact[] {
  const session = sessionOf(record);
  return session ? [session] : [];
}

if (parentPort) {
  const port = parentPort;
  const worker = new IngestWorker(port, workerData as WorkerSetup);
  port.on('message', (message: ToWorker) => worker.take(message));
}
