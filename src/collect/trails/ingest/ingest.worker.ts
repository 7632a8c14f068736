import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { defaultEffects } from '../../../base/effects/index.ts';
import { giveBack } from '../../../base/memory/index.ts';
import { dayOfNumber } from '../../../base/time/index.ts';
import { packSessions } from '../../../lake/catalog/index.ts';
import { Zstd } from '../../../lake/parquet/index.ts';
import { beginPart, newPartId, type PartInHand } from '../../../lake/parts/index.ts';
import { type DecodeInput, Decoder } from '../../decode/index.ts';
import { BatchContents, type Content, type NoContent } from './batch-contents.ts';
import { BatchDecoder, type Hand } from './batch-decoder.ts';
import type {
  FromWorker,
  IngestedObject,
  ObjectColumns,
  ToWorker,
  Verdict,
  WorkerSetup,
  WrittenPart,
} from './protocol.ts';

/** Days in hand cost memory each; a batch of strange times is no reason to run out of it. */
const MAX_DAYS = 400;

/** How far a part may go beyond its bytes before it is closed without the batch that would do so. */
const MOST_EXCESS = 1.125;
/** How much of a part must be in hand for it to be closed where a day's objects end, and not within the next day. */
const LEAST_SHARE = 0.5;

/** Decodes batches, waits for the verdict on duplicates, and writes parts when enough is in hand. */
class IngestWorker {
  readonly #port: MessagePort;
  readonly #setup: WorkerSetup;
  readonly #batches: BatchDecoder<Decoder>;
  readonly #zstd = new Zstd();
  /** Days (since 1970) of the keys: of each batch that waits, and of the one added last. */
  readonly #days = new Map<number, number | undefined>();
  #lastDay: number | undefined;
  #finishing: Promise<void> = Promise.resolve();

  constructor(port: MessagePort, setup: WorkerSetup) {
    this.#port = port;
    this.#setup = setup;
    this.#batches = new BatchDecoder(
      () => new Decoder(setup.module),
      (hand) => this.#flush(hand, false),
    );
  }

  take(message: ToWorker): void {
    switch (message.is) {
      case 'batch':
        this.#decode(message.batch, message.objects);
        return;
      case 'verdict':
        if (this.#isBetterApart(message.batch)) this.#flush(this.#batches.hand, false);
        this.#append(message.batch, message.duplicates);
        this.#post({ is: 'done', batch: message.batch });
        if (this.#isEnough()) this.#flush(this.#batches.hand, false);
        return;
      case 'flush':
        this.#flush(this.#batches.hand, true);
        return;
      default:
        message satisfies never;
    }
  }

  #decode(batch: number, columns: ObjectColumns): void {
    const { ids, kinds, fallbackDays } = columns;
    this.#days.set(batch, fallbackDays[0]);
    const contents = new BatchContents(columns);
    const { objects, tables } = this.#batches.decode(batch, ids, (decoder, place) => {
      const kind = kinds[place];
      const about = {
        id: ids[place] ?? 0,
        ...(kind === undefined ? {} : { kind }),
        fallbackDay: fallbackDays[place] ?? 0,
      };
      return decodeContent(decoder, about, contents.at(place, decoder.room(kind)));
    });
    const buffers = tables.flatMap(({ days, hashes }) => [days.buffer, hashes.buffer]);
    this.#post({ is: 'rows', batch, objects, tables }, buffers);
  }

  #append(batch: number, duplicates: readonly Verdict[]): void {
    this.#batches.append(batch, duplicates);
    this.#lastDay = this.#days.get(batch);
    this.#days.delete(batch);
  }

  #isEnough(): boolean {
    return this.#share() >= 1 || this.#batches.hand.decoder.inHand().days >= MAX_DAYS;
  }

  /** What is in hand, as a share of what parts are closed at. */
  #share(): number {
    const { rows, rawBytes } = this.#batches.hand.decoder.inHand();
    return Math.max(rows / this.#setup.partRows, rawBytes / this.#setup.partRawBytes);
  }

  /** Whether parts are better closed without this batch. */
  #isBetterApart(batch: number): boolean {
    const isOtherDay = this.#days.get(batch) !== this.#lastDay;
    return (isOtherDay && this.#share() >= LEAST_SHARE) || this.#isGiant(batch);
  }

  /** Whether a batch would take what is in hand far beyond a part: both at once would need twice the memory. */
  #isGiant(batch: number): boolean {
    const { rawBytes } = this.#batches.hand.decoder.inHand();
    const all = rawBytes + this.#batches.bytesOf(batch);
    return rawBytes > 0 && all > MOST_EXCESS * this.#setup.partRawBytes;
  }

  /** Closes all days; tells so once they are on the disk, while the next batches are decoded already. */
  #flush(hand: Hand<Decoder>, asked: boolean): void {
    const batches = hand.appended;
    hand.appended = [];
    const written: WrittenPart[] = [];
    const inHand: PartInHand[] = [];
    for (const part of hand.decoder.close()) {
      const { buffers, sessions, ...rest } = part;
      const place = { kind: part.kind, day: dayOfNumber(part.day), id: newPartId(defaultEffects) };
      const one = beginPart(this.#setup.home, place, buffers);
      giveBack(buffers);
      inHand.push(one);
      const packed = sessions && packSessions(sessions, this.#zstd);
      written.push({ ...rest, id: place.id, bytes: one.bytes, sessions: packed });
    }
    this.#batches.shed();
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

function decodeContent(
  decoder: Decoder,
  about: Omit<DecodeInput, 'bytes'>,
  content: Content | NoContent,
): IngestedObject {
  if (content.bytes) return decoder.decode({ ...about, bytes: content.bytes });
  return { id: about.id, rawBytes: 0, ranges: [], rejections: [], slow: 0, ...content };
}

/** Ends the thread with the error, which the pool reports. */
function escalate(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

function buffersOf({ callers }: WrittenPart): readonly ArrayBufferLike[] {
  return [callers.slots.buffer, callers.texts.buffer];
}

if (parentPort) {
  const port = parentPort;
  const worker = new IngestWorker(port, workerData as WorkerSetup);
  port.on('message', (message: ToWorker) => worker.take(message));
}
