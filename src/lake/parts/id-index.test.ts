import { truncateSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Day, dayNumber, dayOfNumber } from '../../base/time/index.ts';
import { DAY, temporaryHome } from '../catalog/catalog.fixture.ts';
import { IdSlots } from './id-slots.ts';
import { openLake, type WriterLake } from './index.ts';
import { duplicatesIn, idBatch } from './lake.fixture.ts';
import { idsPath } from './paths.ts';

const NEXT_DAY = '2026-02-01' as Day;
const NUMBERS = fc.array(fc.nat(40), { maxLength: 12 });

describe('the id index', () => {
  it('finds duplicates within a batch and among batches that are not committed', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);
    const first = idBatch(1, [1, 2, 1]);
    const second = idBatch(2, [3, 2]);

    const counts = [lake.ids.addBatch(first), lake.ids.addBatch(second)];

    expect(counts).toEqual([1, 1]);
    expect([...first.out, ...second.out]).toEqual([0, 0, 1, 0, 1]);
    lake.close();
  });

  it('knows an id in its table, on its day and the days beside it', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);
    const on = (days: number) => {
      const batch = idBatch(1, [1]);
      return { ...batch, days: batch.days.map((day) => day + days) };
    };
    lake.ids.addBatch(on(0));

    const beside = [-1, 1].map((days) => lake.ids.addBatch(on(days)));
    const elsewhere = [-2, 2].map((days) => lake.ids.addBatch(on(days)));
    const otherTable = lake.ids.addBatch({ ...on(0), kind: 'network' });

    expect(beside).toEqual([1, 1]);
    expect(elsewhere).toEqual([0, 0]);
    expect(otherTable).toBe(0);
    lake.close();
  });

  it('takes each bit of an id into account', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);
    const hashes = new Uint32Array(129 * 4);
    for (let bit = 0; bit < 128; bit++) hashes[bit * 4 + (bit >> 5)] = 2 ** (bit & 31);
    hashes.fill(2 ** 32 - 1, 128 * 4);
    const days = new Int32Array(129);

    const duplicates = lake.ids.addBatch({
      ...{ batch: 1, kind: 'events', days, hashes, out: new Uint8Array(129) },
    });

    expect(duplicates).toBe(0);
    lake.close();
  });

  it('remembers, after the process, the batches that were committed and no other', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);
    for (const batch of [1, 2, 3]) lake.ids.addBatch(idBatch(batch, [batch * 10, batch * 10 + 1]));
    lake.commit({ at: 1 }, [3, 1]);
    lake.close();

    const reopened = openLake(home.path);

    expect(duplicatesIn(reopened, 1, [10, 11, 20, 21, 30, 31])).toEqual([10, 11, 30, 31]);
    reopened.close();
  });

  it('says which pending batches a duplicate relies on, until these are committed', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);
    lake.ids.addBatch(idBatch(1, [1]));
    lake.ids.addBatch(idBatch(2, [1, 2]));

    const before = [lake.ids.waitsFor([2]), lake.ids.waitsFor([1, 2])];
    lake.commit({ at: 1 }, [1]);

    expect(before).toEqual([[1], []]);
    expect(lake.ids.waitsFor([2])).toEqual([]);
    lake.close();
  });

  it('forgets an abandoned batch, and those that relied on it', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);
    lake.ids.addBatch(idBatch(1, [1]));
    lake.ids.addBatch(idBatch(2, [1, 2]));
    lake.ids.addBatch(idBatch(3, [2, 3]));
    lake.ids.addBatch(idBatch(4, [4]));

    const fallen = lake.ids.abandon(1);

    expect(fallen).toEqual([2, 3]);
    expect(duplicatesIn(lake, 5, [1, 2, 3, 4])).toEqual([4]);
    lake.close();
  });

  it('lets go of days that were not asked for lately, and finds them again', () => {
    using home = temporaryHome();
    const lake = openLake(home.path, undefined, { idMemory: 1 });
    for (let day = 0; day < 60; day++) {
      lake.ids.addBatch(idBatch(1, [1, 2], dayOfNumber(20_000 + day)));
    }
    const bytes = lake.ids.bytes;

    const again = lake.ids.addBatch(idBatch(2, [1, 2, 3], dayOfNumber(20_000)));

    expect(again).toBe(2);
    expect(bytes).toBeLessThan(20 * new IdSlots().bytes);
    lake.close();
  });

  it('does not read a day again while it is in use, however little memory it was given', () => {
    using home = temporaryHome();
    const lake = openLake(home.path, undefined, { idMemory: 1 });
    lake.ids.addBatch(idBatch(1, [1, 2]));
    lake.commit({ at: 1 }, [1]);
    truncateSync(idsPath(home.path, 'events', DAY), 0);

    const found = Array.from({ length: 100 }, (_, batch) =>
      lake.ids.addBatch(idBatch(batch + 2, [1, batch + 10])),
    );

    expect(new Set(found)).toEqual(new Set([1]));
    lake.close();
  });

  it('refuses to go on without ids that were committed', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);
    lake.ids.addBatch(idBatch(1, [1, 2]));
    lake.commit({ at: 1 }, [1]);
    lake.close();
    truncateSync(idsPath(home.path, 'events', DAY), 16);
    const reopened = openLake(home.path);

    const add = () => reopened.ids.addBatch(idBatch(1, [3]));

    expect(add).toThrow(expect.objectContaining({ code: 'TG_LAKE_DAMAGED' }));
    reopened.close();
  });

  it('behaves like a set of all ids, whatever is added, committed, abandoned or reopened', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ is: fc.constant('add'), numbers: NUMBERS }) },
      { weight: 2, arbitrary: fc.record({ is: fc.constant('commit'), which: fc.nat(5) }) },
      fc.record({ is: fc.constant('abandon'), which: fc.nat(5) }),
      fc.constant({ is: 'reopen' as const }),
    ) as fc.Arbitrary<Step>;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        using home = temporaryHome();
        const model = new Model(home.path);

        for (const one of steps) model.take(one);

        model.close();
      }),
      { numRuns: 30 },
    );
  });
});

type Step =
  | { readonly is: 'add'; readonly numbers: readonly number[] }
  | { readonly is: 'commit' | 'abandon'; readonly which: number }
  | { readonly is: 'reopen' };

/** Two days of one lake, beside plain sets that say what it should answer. */
class Model {
  readonly #home: string;
  readonly #durable = new Set<number>();
  readonly #pending = new Map<number, Set<number>>();
  #lake: WriterLake;
  #batch = 0;

  constructor(home: string) {
    this.#home = home;
    this.#lake = this.#open();
  }

  take(step: Step): void {
    switch (step.is) {
      case 'add':
        this.#add(step.numbers);
        return;
      case 'commit':
        this.#commit(step.which);
        return;
      case 'abandon':
        this.#abandon(step.which);
        return;
      case 'reopen':
        this.#reopen();
        return;
      default:
        step satisfies never;
    }
  }

  close(): void {
    this.#lake.close();
  }

  #add(numbers: readonly number[]): void {
    const batch = ++this.#batch;
    const known = new Set([
      ...this.#durable,
      ...[...this.#pending.values()].flatMap((s) => [...s]),
    ]);
    const own = new Set<number>();
    const expected = numbers.map((number) => {
      const isKnown = known.has(number) || own.has(number);
      if (!isKnown) own.add(number);
      return isKnown ? 1 : 0;
    });
    const ids = idBatch(batch, numbers);
    // Odd numbers lie in the next day: rows of a batch change days.
    const days = Int32Array.from(numbers, (number) => dayNumber(number % 2 ? NEXT_DAY : DAY));
    this.#lake.ids.addBatch({ ...ids, days });
    expect([...ids.out]).toEqual(expected);
    this.#pending.set(batch, own);
  }

  #commit(which: number): void {
    const batches = [...this.#pending.keys()].filter((batch) => (batch + which) % 3 !== 0);
    this.#lake.commit({ at: 1 }, batches);
    for (const batch of batches) {
      for (const number of this.#pending.get(batch) ?? []) this.#durable.add(number);
      this.#pending.delete(batch);
    }
  }

  #abandon(which: number): void {
    const batch = [...this.#pending.keys()].at(which % Math.max(1, this.#pending.size));
    if (batch === undefined) return;
    for (const one of [batch, ...this.#lake.ids.abandon(batch)]) this.#pending.delete(one);
  }

  #reopen(): void {
    this.#lake.close();
    this.#pending.clear();
    this.#lake = this.#open();
  }

  #open(): WriterLake {
    // Room for one of the two tables: the other is always read again.
    return openLake(this.#home, undefined, { idMemory: 25_000 });
  }
}
