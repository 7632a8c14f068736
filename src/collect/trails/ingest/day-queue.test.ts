import { describe, expect, it } from 'vitest';
import { DayQueue, type DayWork } from './day-queue.ts';

interface Named extends DayWork {
  readonly name: string;
}

function work(name: string, day: string | undefined, of: Partial<DayWork> = {}): Named {
  return { name, day, objects: 10, heldBytes: 0, ...of };
}

function queueOf(threads: number, ...all: readonly Named[]): DayQueue<Named> {
  const queue = new DayQueue<Named>(threads);
  for (const one of all) queue.add(one);
  return queue;
}

const anything = () => true;
const nextOf = (queue: DayQueue<Named>, thread: number, isLast = false) =>
  queue.take(thread, anything, isLast)?.name;

describe('the work of a day', () => {
  it('goes to the thread that has begun it, in order', () => {
    const queue = queueOf(2, work('a1', 'a'), work('a2', 'a'), work('b1', 'b'), work('a3', 'a'));

    const given = [0, 1, 1, 0, 0, 0].map((thread) => nextOf(queue, thread));

    expect(given).toEqual(['a1', 'b1', undefined, 'a2', 'a3', undefined]);
    expect(queue.isEmpty).toBe(true);
  });

  it('waits for a thread that has no room for it', () => {
    const queue = queueOf(2, work('a1', 'a'), work('a2', 'a'));
    nextOf(queue, 0);

    const whileBusy = queue.take(0, () => false, true);

    expect(whileBusy).toBeUndefined();
    expect(nextOf(queue, 0)).toBe('a2');
  });

  it('is shared once nothing more will come', () => {
    const queue = queueOf(2, work('a1', 'a'), work('a2', 'a'));
    nextOf(queue, 0);

    expect([nextOf(queue, 1), nextOf(queue, 1, true)]).toEqual([undefined, 'a2']);
  });

  it.each([
    ['objects', { objects: 5000 }],
    ['bytes', { heldBytes: 9_000_000 }],
  ])('is shared when more %s of it wait than may', (_, much) => {
    const queue = queueOf(2, work('a1', 'a'), work('a2', 'a', much), work('a3', 'a'));
    nextOf(queue, 0);

    expect([nextOf(queue, 1), nextOf(queue, 1)]).toEqual(['a2', undefined]);
  });

  it('is nobody’s where keys tell no day', () => {
    const queue = queueOf(2, work('x1', undefined), work('x2', undefined), work('x3', undefined));

    expect([0, 1, 0].map((thread) => nextOf(queue, thread))).toEqual(['x1', 'x2', 'x3']);
  });

  it('is forgotten when it is cleared', () => {
    const queue = queueOf(2, work('a1', 'a', { objects: 5000 }));

    queue.clear();

    expect([queue.isEmpty, queue.wantsMore, nextOf(queue, 0, true)]).toEqual([
      true,
      true,
      undefined,
    ]);
  });
});

describe('a queue', () => {
  it('wants more until every thread finds something of its own', () => {
    const queue = queueOf(2);
    const wants: boolean[] = [queue.wantsMore];
    for (const one of [work('a1', 'a'), work('a2', 'a'), work('b1', 'b')]) {
      queue.add(one);
      wants.push(queue.wantsMore);
    }
    nextOf(queue, 0);
    wants.push(queue.wantsMore);
    nextOf(queue, 0);
    wants.push(queue.wantsMore);

    expect(wants).toEqual([true, true, true, false, false, true]);
  });

  it('wants no more than may wait', () => {
    const much = work('a1', 'a', { objects: 5000 });

    expect(queueOf(2, much).wantsMore).toBe(false);
  });

  it('holds nothing ahead for a single thread', () => {
    const queue = queueOf(1);
    const before = queue.wantsMore;
    queue.add(work('a1', 'a'));

    expect([before, queue.wantsMore, nextOf(queue, 0), queue.wantsMore]).toEqual([
      true,
      false,
      'a1',
      true,
    ]);
  });
});
