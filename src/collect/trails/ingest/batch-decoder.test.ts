import { describe, expect, it } from 'vitest';
import { TABLES } from '../../../cloudtrail/columns/index.ts';
import { type AnyDecoder, BatchDecoder, type Hand } from './batch-decoder.ts';
import type { IngestedObject } from './protocol.ts';

/** Remembers what it is told; its rows do not matter here. */
class FakeDecoder implements AnyDecoder {
  readonly begun: number[] = [];
  readonly decoded: number[] = [];
  readonly appended: number[] = [];
  readonly number: number;
  memoryBytes = 0;

  constructor(number: number) {
    this.number = number;
  }

  begin(which: number): void {
    this.begun.push(which);
  }
  append(which: number): void {
    this.appended.push(which);
  }
  scanners() {
    const rows = () => ({ count: 0, days: new Int32Array(), hashes: new Uint32Array() });
    return [{ memoryBytes: this.memoryBytes, table: TABLES.events, rows }];
  }
}

function newBatches(fails: (decoder: FakeDecoder, place: number) => boolean) {
  const made: FakeDecoder[] = [];
  const retired: number[][] = [];
  const batches = new BatchDecoder(
    () => {
      const decoder = new FakeDecoder(made.length);
      made.push(decoder);
      return decoder;
    },
    (hand: Hand<FakeDecoder>) => {
      retired.push([...hand.appended]);
      hand.appended = [];
    },
  );
  const decodeOne = (decoder: FakeDecoder, place: number): IngestedObject => {
    if (fails(decoder, place)) throw new Error('unreachable');
    decoder.decoded.push(place);
    return { id: 0, rawBytes: 1, ranges: [], rejections: [], slow: 0 };
  };
  const decode = (batch: number) =>
    batches.decode(batch, Int32Array.from([10, 20, 30]), decodeOne).objects;
  return { batches, decode, made, retired };
}

describe('a decoder that throws', () => {
  it('is replaced, and its batch done again from the start', () => {
    const { decode, made } = newBatches(
      ({ number, decoded }, place) => number === 0 && place === 1 && decoded.length > 3,
    );
    decode(1);

    const objects = decode(2);

    expect(objects.notes).toEqual(new Map());
    expect(made.map(({ decoded }) => decoded)).toEqual([
      [0, 1, 2, 0],
      [0, 1, 2],
    ]);
  });

  it('costs the object that a new one does not survive either, and no other', () => {
    const { decode } = newBatches((_, place) => place === 1);

    const objects = decode(1);

    expect([...objects.rawBytes]).toEqual([1, 0, 1]);
    expect([...objects.notes]).toMatchObject([
      [1, { failure: 'the decoder failed on it (unreachable)', rejections: [] }],
    ]);
  });

  it('does not make a used one refuse anything', () => {
    const { decode, made } = newBatches(({ number, decoded }) => number < 2 && decoded.length >= 4);
    decode(1);

    const objects = decode(2);

    expect(objects.notes.size).toBe(0);
    expect(made).toHaveLength(2);
  });

  it('gives its rows away once every batch of it has had its verdict', () => {
    let isBroken = false;
    const { batches, decode, made, retired } = newBatches(({ number }) => isBroken && number === 0);
    decode(1);
    decode(2);
    batches.append(1, []);
    isBroken = true;
    decode(3);

    batches.append(3, []);
    const before = [...retired];
    batches.append(2, []);

    expect(before).toEqual([]);
    expect(retired).toEqual([[1, 2]]);
    expect(batches.hand.appended).toEqual([3]);
    expect(made.map(({ appended }) => appended)).toEqual([[0, 1], [0]]);
  });
});

describe('a batch that waits', () => {
  it('has a number that no other has, the lowest that is free', () => {
    const { batches, decode, made } = newBatches(() => false);
    for (const batch of [1, 2, 3]) decode(batch);
    batches.append(2, []);
    decode(4);
    for (const batch of [1, 3, 4]) batches.append(batch, []);
    decode(5);

    expect(made[0]?.begun).toEqual([0, 1, 2, 1, 0]);
    expect(made[0]?.appended).toEqual([1, 0, 2, 1]);
  });

  it('is refused where the decoder has no place for it', () => {
    const { decode } = newBatches(() => false);
    for (const batch of [1, 2, 3]) decode(batch);

    expect(() => decode(4)).toThrow('a thread has 3 batches already');
  });

  it('says how much text it will bring, until it has', () => {
    const { batches, decode } = newBatches(() => false);
    decode(1);

    const bytes = batches.bytesOf(1);
    batches.append(1, []);

    expect(bytes).toBe(3);
    expect(() => batches.bytesOf(1)).toThrow('no batch 1 is in hand');
  });
});

describe('the memory that a giant took', () => {
  it('is let go of once nothing is in hand', () => {
    const { batches, decode, made } = newBatches(() => false);
    decode(1);
    for (const one of made) one.memoryBytes = 2 ** 30;

    batches.shed();
    batches.append(1, []);
    batches.shed();
    const whileInHand = made.length;
    batches.hand.appended = [];
    batches.shed();

    expect(whileInHand).toBe(1);
    expect(made).toHaveLength(2);
  });
});
