import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gather } from './gather.fixture.ts';
import { inOrder } from './in-order.ts';

const turn = () => new Promise(setImmediate);

async function turns(count: number): Promise<void> {
  for (let index = 0; index < count; index++) await turn();
}

describe('inOrder', () => {
  it('gives every result in order and stays within its window', async () => {
    const item = fc.record({ turns: fc.nat(4), weight: fc.nat(5), pull: fc.nat(2) });
    const window = { maxItems: fc.integer({ min: 1, max: 4 }), maxWeight: fc.nat(8) };

    await fc.assert(
      fc.asyncProperty(
        fc.array(item),
        fc.record(window),
        async (items, { maxItems, maxWeight }) => {
          let running = 0;
          let weight = 0;
          async function* source() {
            for (const each of items) {
              await turns(each.pull);
              yield each;
            }
          }
          const work = async (each: (typeof items)[number]) => {
            running++;
            weight += each.weight;
            expect(running).toBeLessThanOrEqual(maxItems);
            expect(running === 1 || weight <= maxWeight).toBe(true);
            await turns(each.turns);
            running--;
            weight -= each.weight;
            return each;
          };

          const results = await gather(
            inOrder(source(), work, { maxItems, maxWeight, weigh: (each) => each.weight }),
          );

          expect(results).toEqual(items);
        },
      ),
    );
  });

  it('keeps working while its source is slow', async () => {
    const started: number[] = [];
    const gate = Promise.withResolvers<void>();
    async function* source() {
      yield 1;
      yield 2;
      await gate.promise;
      yield 3;
    }
    const work = async (item: number) => {
      started.push(item);
      await turns(3);
      return item;
    };
    const results = inOrder(source(), work, { maxItems: 8 });

    const first = await results.next();
    const second = await results.next();

    expect([first.value, second.value]).toEqual([1, 2]);
    expect(started).toEqual([1, 2]);
    gate.resolve();
    expect(await gather(results)).toEqual([3]);
  });

  it('gives what a failing source gave before, then its error', async () => {
    async function* source() {
      yield 1;
      yield 2;
      throw new Error('listing broke');
    }
    const seen: number[] = [];

    const run = async () => {
      for await (const n of inOrder(source(), async (each) => each, { maxItems: 8 })) seen.push(n);
    };

    await expect(run()).rejects.toThrow('listing broke');
    expect(seen).toEqual([1, 2]);
  });

  it('closes its source when the taker leaves', async () => {
    let closed = false;
    async function* source() {
      try {
        yield 1;
        yield 2;
        yield 3;
        yield 4;
      } finally {
        closed = true;
      }
    }

    for await (const _ of inOrder(source(), async (n) => n, { maxItems: 1 })) break;
    await turn();

    expect(closed).toBe(true);
  });
});
