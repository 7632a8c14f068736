import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PLAIN } from './capabilities.ts';
import { deliver } from './deliver.ts';
import { alertNotice } from './message.fixture.ts';
import { type Notice, noticeId } from './notice.ts';
import { memoryOutbox } from './outbox.fixture.ts';
import type { Outcome } from './outcome.ts';
import { rowOf } from './queue.ts';
import type { Order } from './sink.ts';
import { virtualTime } from './virtual-time.fixture.ts';

const START = Date.parse('2026-06-01T00:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Answers by the time, in milliseconds since the start. */
type Answering = (at: number, signal: AbortSignal) => Outcome | Promise<Outcome>;

function setUp(sinks: Readonly<Record<string, Answering>>, people: readonly string[] = []) {
  const time = virtualTime(START);
  const outbox = memoryOutbox();
  const ending = new AbortController();
  const arrived: Record<string, { readonly notice: Notice; readonly at: number }[]> = {};
  const opened = Object.entries(sinks).map(([name, answering]) => {
    const sink = {
      capabilities: { ...PLAIN, people: people.includes(name) },
      send: async (notice: Notice, { signal }: Order) => {
        const at = time.now() - START;
        const outcome = await answering(at, signal);
        if (outcome.is === 'done' || outcome.is === 'unclear') {
          arrived[name] = [...(arrived[name] ?? []), { notice, at }];
        }
        return outcome;
      },
    };
    return [name, sink] as const;
  });
  const options = { outbox, sinks: new Map(opened), signal: ending.signal };
  const work = deliver(options, time.effects);
  onTestFinished(async () => {
    ending.abort();
    await work;
  });
  const put = (alert: string) =>
    outbox.put(
      Object.keys(sinks).map((sink) =>
        rowOf(alertNotice({ id: `${alert}/opened`, alert: { id: alert } }), sink, time.now()),
      ),
    );
  const ids = (name: string) => (arrived[name] ?? []).map(({ notice }) => noticeId(notice));
  return { ...time, outbox, arrived, put, ids, ending, work };
}

const done: Outcome = { is: 'done' };
const down: Outcome = { is: 'retry', reason: 'HTTP 503' };

describe('the delivering', () => {
  it('forgets what was settled long ago, each hour', async () => {
    const { outbox, pass } = setUp({ well: () => done });
    const prune = vi.spyOn(outbox, 'prune');

    await pass(2 * HOUR);

    expect(prune.mock.calls).toEqual([[START + HOUR], [START + 2 * HOUR]]);
  });

  it('brings every alert of an outage of six hours once the sink is back, and delays no other', async () => {
    const { put, pass, ids, arrived } = setUp({
      dead: (at) => (at < 6 * HOUR ? down : done),
      well: () => done,
    });
    const alerts = Array.from({ length: 20 }, (_, n) => `a${n}`);

    for (const alert of alerts) {
      put(alert);
      await pass(18 * MINUTE);
    }
    await pass(HOUR);

    const late = (arrived.well ?? []).map(({ at }, n) => at - n * 18 * MINUTE);
    expect(ids('dead').toSorted()).toEqual(alerts.map((alert) => `${alert}/opened`).toSorted());
    expect(ids('well')).toEqual(alerts.map((alert) => `${alert}/opened`));
    expect(Math.max(...late)).toBeLessThanOrEqual(MINUTE);
  });

  it('is not held up by a sink that never answers', async () => {
    const { put, pass, ids } = setUp({
      silent: (_, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(down))),
      well: () => done,
    });

    put('a');
    await pass(MINUTE);

    expect(ids('well')).toEqual(['a/opened']);
  });

  it('sends again with the same id what may have arrived', async () => {
    let tries = 0;
    const { put, pass, ids } = setUp({
      soc: () => {
        tries++;
        return tries === 1 ? { is: 'unclear', reason: 'lost' } : done;
      },
    });

    put('a');
    await pass(MINUTE);

    expect(ids('soc')).toEqual(['a/opened', 'a/opened']);
  });

  it('tells through a sink that people read that another one is broken', async () => {
    const { put, pass, ids, arrived } = setUp(
      { dead: () => ({ is: 'broken', reason: 'HTTP 401' }), file: () => done, chat: () => done },
      ['dead', 'chat'],
    );

    put('a');
    await pass(MINUTE);

    const troubles = (arrived.chat ?? []).filter(({ notice }) => notice.is === 'trouble');
    expect(troubles.map(({ notice }) => notice)).toMatchObject([
      { sink: 'dead', reason: 'HTTP 401' },
    ]);
    expect(ids('file')).toEqual(['a/opened']);
  });

  it('tries a sink without a good certificate each 15 minutes', async () => {
    const tls: Outcome = { is: 'retry', reason: 'TLS', after: 15 * MINUTE, tell: true };
    const times: number[] = [];
    const { put, pass } = setUp({
      soc: (at) => {
        times.push(at);
        return tls;
      },
    });

    put('a');
    await pass(45 * MINUTE + 10_000);

    expect(times.map((at) => Math.round(at / MINUTE))).toEqual([0, 15, 30, 45]);
  });

  it('ends for all when the outbox fails', async () => {
    const time = virtualTime(START);
    const outbox = memoryOutbox();
    const failing: typeof outbox = {
      ...outbox,
      take: (sink) => {
        if (sink === 'b') throw new Error('the disk is gone');
        return [];
      },
    };
    const sink = { capabilities: PLAIN, send: async () => done };
    const sinks = new Map([
      ['a', sink],
      ['b', sink],
    ]);

    const work = deliver(
      { outbox: failing, sinks, signal: new AbortController().signal },
      time.effects,
    );

    await expect(work).rejects.toThrow('the disk is gone');
  });

  it('ends with the signal and leaves what was not sent', async () => {
    const { put, pass, outbox, ending, work } = setUp({ soc: () => down });
    put('a');
    await pass(MINUTE);

    ending.abort();
    await work;

    expect(outbox.counts('soc').waiting).toBe(1);
  });
});
