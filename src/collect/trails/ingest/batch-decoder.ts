import { messageOf } from '../../../base/errors/index.ts';
import type { TableKind } from '../../../cloudtrail/columns/index.ts';
import { BATCHES, type Decoder } from '../../decode/index.ts';
import { toColumns } from './columns.ts';
import type { IngestedColumns, IngestedObject, TableRows, Verdict } from './protocol.ts';

/** What is needed of a decoder. */
export interface AnyDecoder extends Pick<Decoder, 'append' | 'begin'> {
  scanners(): readonly Pick<
    ReturnType<Decoder['scanners']>[number],
    'memoryBytes' | 'rows' | 'table'
  >[];
}

/** A decoder, and the batches of which it has rows. */
export interface Hand<D extends AnyDecoder> {
  readonly decoder: D;
  /** Batches that had their verdict: their rows are in the parts to come. */
  appended: number[];
  /** Its batches that wait for theirs, as the decoder numbers them. */
  readonly waiting: Set<number>;
  /** Whether it has decoded a batch. */
  isUsed: boolean;
}

/** In which hand, and as which of its batches, a batch is; and the bytes of its text. */
interface Place<D extends AnyDecoder> {
  readonly hand: Hand<D>;
  readonly which: number;
  readonly rawBytes: number;
}

/** All objects of a batch, and which of the decoder's batches they became. */
interface Attempt {
  readonly which: number;
  readonly objects: readonly IngestedObject[];
}

/**
 * Memory of a decoder that has nothing in hand, in bytes, at which it is replaced: what took it was a giant. Memory grows
 * by doubling, and usual parts end at 150 MB: replaced after each of them, a decoder would touch all its pages anew, which
 * costs a thirtieth of the whole work.
 */
const MAX_IDLE_BYTES = 192 * 1024 * 1024;

/** Decodes the object at a place of a batch; may throw what a decoder does not survive. */
export type DecodeOne<D> = (decoder: D, place: number) => IngestedObject;

/**
 * Decodes batches, and adds their rows to those in hand once their verdict is there. A decoder that throws (its
 * memory is full, for one) cannot be trusted with another text: a new one takes its place and does the batch again.
 * The object that a new one does not survive either is refused, and costs nothing but itself.
 */
export class BatchDecoder<D extends AnyDecoder> {
  readonly #create: () => D;
  readonly #onRetired: (hand: Hand<D>) => void;
  readonly #places = new Map<number, Place<D>>();
  #hand: Hand<D>;

  /** `onRetired` gets the rows in hand of a decoder that was replaced, once none are missing. */
  constructor(create: () => D, onRetired: (hand: Hand<D>) => void) {
    this.#create = create;
    this.#onRetired = onRetired;
    this.#hand = newHand(create());
  }

  get hand(): Hand<D> {
    return this.#hand;
  }

  decode(
    batch: number,
    ids: Int32Array,
    decodeOne: DecodeOne<D>,
  ): { readonly objects: IngestedColumns; readonly tables: readonly TableRows[] } {
    const refused = new Map<number, IngestedObject>();
    let attempt = this.#attempt(ids, decodeOne, refused);
    while (!attempt) {
      this.#replace();
      attempt = this.#attempt(ids, decodeOne, refused);
    }
    const { which, objects } = attempt;
    const hand = this.#hand;
    const rawBytes = objects.reduce((sum, one) => sum + one.rawBytes, 0);
    this.#places.set(batch, { hand, which, rawBytes });
    hand.waiting.add(which);
    hand.isUsed = true;
    const tables = rowsOf(hand.decoder);
    return {
      objects: toColumns(
        objects,
        tables.map(({ kind }) => kind),
      ),
      tables,
    };
  }

  /** Bytes of text that a batch brings to the rows in hand, once it has its verdict. */
  bytesOf(batch: number): number {
    return this.#place(batch).rawBytes;
  }

  append(batch: number, duplicates: readonly Verdict[]): void {
    const { hand, which } = this.#place(batch);
    this.#places.delete(batch);
    hand.decoder.append(which, new Map<TableKind, Uint8Array>(duplicates));
    hand.appended.push(batch);
    hand.waiting.delete(which);
    this.#retire(hand);
  }

  /** To be called when rows in hand were closed: WebAssembly's memory never shrinks, but a new decoder has little. */
  shed(): void {
    const { decoder, appended, waiting } = this.#hand;
    if (waiting.size > 0 || appended.length > 0) return;
    const bytes = decoder.scanners().reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    if (bytes > MAX_IDLE_BYTES) this.#hand = newHand(this.#create());
  }

  /** Undefined when the decoder threw. What a new one threw at is refused from then on. */
  #attempt(
    ids: Int32Array,
    decodeOne: DecodeOne<D>,
    refused: Map<number, IngestedObject>,
  ): Attempt | undefined {
    const { decoder, isUsed } = this.#hand;
    const objects: IngestedObject[] = [];
    const which = freeIn(this.#hand);
    decoder.begin(which);
    for (const [place, id] of ids.entries()) {
      try {
        objects.push(refused.get(place) ?? decodeOne(decoder, place));
      } catch (error) {
        if (!isUsed) refused.set(place, refusal(id, error));
        return undefined;
      }
    }
    return { which, objects };
  }

  #place(batch: number): Place<D> {
    const place = this.#places.get(batch);
    if (!place) throw new RangeError(`no batch ${batch} is in hand`);
    return place;
  }

  #replace(): void {
    const old = this.#hand;
    this.#hand = newHand(this.#create());
    this.#retire(old);
  }

  #retire(hand: Hand<D>): void {
    if (hand !== this.#hand && hand.waiting.size === 0 && hand.appended.length > 0) {
      this.#onRetired(hand);
    }
  }
}

function newHand<D extends AnyDecoder>(decoder: D): Hand<D> {
  return { decoder, appended: [], waiting: new Set(), isUsed: false };
}

/** The lowest number that no batch has: memory is taken for as many as there are at one time. */
function freeIn<D extends AnyDecoder>({ waiting }: Hand<D>): number {
  for (let which = 0; which < BATCHES; which++) if (!waiting.has(which)) return which;
  throw new RangeError(`a thread has ${BATCHES} batches already`);
}

function refusal(id: number, error: unknown): IngestedObject {
  const failure = `the decoder failed on it (${messageOf(error)})`;
  return { id, rawBytes: 0, ranges: [], rejections: [], failure, slow: 0 };
}

function rowsOf(decoder: AnyDecoder): readonly TableRows[] {
  return decoder.scanners().map((scanner) => {
    const { days, hashes } = scanner.rows();
    return { kind: scanner.table.kind, days: days.slice(), hashes: hashes.slice() };
  });
}
