import { describe, expect, it } from 'vitest';
import type { Level } from '../../analysis/detect/index.ts';
import { type Capabilities, PLAIN } from './capabilities.ts';
import { alertMessage } from './message.fixture.ts';
import type { Notice } from './notice.ts';
import { memoryOutbox } from './outbox.fixture.ts';
import type { DueRow } from './outbox.ts';
import type { Outcome } from './outcome.ts';
import { rowOf } from './queue.ts';
import type { Order } from './sink.ts';
import { SinkWorker } from './worker.ts';

const START = Date.parse('2026-06-01T00:00:00Z');
function stepOf(alert: string, step: 'opened' | 'grown' | 'closed', severity: Level = 'high') {
  const message = alertMessage({ id: `${alert}/${step}`, step, alert: { id: alert, severity } });
  return { ...rowOf({ is: 'alert', message }, 'soc', START), step };
}

type Answering = (notice: Notice, order: Order) => Outcome;

/** A worker whose sink answers as told, and whose clock moves only by hand; the jitter is always the longest. */
function setUp(answering: Answering, capabilities: Partial<Capabilities> = {}) {
  let clock = START;
  const sent: { readonly notice: Notice; readonly order: Order }[] = [];
  const told: string[] = [];
  const times: number[] = [];
  const outbox = memoryOutbox();
  const sink = {
    capabilities: { ...PLAIN, ...capabilities },
    send: async (notice: Notice, order: Order) => {
      sent.push({ notice, order });
      times.push(clock - START);
      return answering(notice, order);
    },
  };
  const advance = (ms: number) => {
    clock += ms;
  };
  const signal = new AbortController().signal;
  const worker = new SinkWorker(
    { name: 'soc', sink, outbox, signal, tell: (reason) => told.push(reason) },
    { now: () => clock, random: () => 1, sleep: async (ms) => advance(ms) },
  );
  const ids = () =>
    sent.map(({ notice }) => (notice.is === 'alert' ? notice.message.id : notice.id));
  return { outbox, worker, sent, told, times, ids, advance };
}

const MINUTE = 60_000;
const HOUR = 3_600_000;

describe('a worker', () => {
  it('tries again minutes apart where the sink wants it', async () => {
    const { outbox, worker, times, advance } = setUp(() => ({ is: 'retry', reason: 'HTTP 500' }), {
      patience: MINUTE,
    });
    outbox.put([stepOf('a', 'opened')]);

    for (let turn = 0; turn < 4; turn++) advance(await worker.turn());

    expect(times).toEqual([0, 2 * MINUTE, 6 * MINUTE, 14 * MINUTE]);
  });

  it('sends the last of the waiting steps of an alert, and no other', async () => {
    const { outbox, worker, ids } = setUp(() => ({ is: 'done' }));
    outbox.put([stepOf('a', 'opened'), stepOf('b', 'opened'), stepOf('a', 'closed')]);

    await worker.turn();
    await worker.turn();

    expect(ids()).toEqual(['b/opened', 'a/closed']);
    expect(outbox.counts('soc').waiting).toBe(0);
  });

  it('gives the sink its own note of the alert', async () => {
    const { outbox, worker, sent } = setUp(() => ({ is: 'done', memo: 'thread 7' }));
    outbox.put([stepOf('a', 'opened')]);
    await worker.turn();
    outbox.put([stepOf('a', 'grown'), stepOf('b', 'opened')]);

    await worker.turn();

    expect(sent.map(({ order }) => order.memo)).toEqual([undefined, 'thread 7', undefined]);
  });

  it('sends no update to a sink that wants none', async () => {
    const { outbox, worker, ids } = setUp(() => ({ is: 'done', memo: 'sent' }), { updates: false });
    outbox.put([stepOf('a', 'opened')]);
    await worker.turn();
    outbox.put([stepOf('a', 'closed')]);

    await worker.turn();

    expect(ids()).toEqual(['a/opened']);
    expect(outbox.counts('soc').waiting).toBe(0);
  });

  it('waits twice as long after each failure, up to 15 minutes, and says that it may have arrived', async () => {
    const { outbox, worker, sent, advance } = setUp(() => ({ is: 'unclear', reason: 'lost' }));
    outbox.put([stepOf('a', 'opened')]);
    const waits: number[] = [];
    let waited = 0;

    while (sent.length < 12) {
      const before = sent.length;
      await worker.turn();
      if (sent.length > before) waits.push(waited);
      waited = sent.length > before ? 1000 : waited + 1000;
      advance(1000);
    }

    const seconds = waits.map((ms) => ms / 1000);
    expect(seconds).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    expect(sent.map(({ order }) => order.again)).toEqual([false, ...new Array(11).fill(true)]);
  });

  it('waits as long as the other side asks', async () => {
    const { outbox, worker, ids, advance } = setUp(() => ({
      is: 'retry',
      reason: 'HTTP 429',
      after: 30 * MINUTE,
    }));
    outbox.put([stepOf('a', 'opened'), stepOf('b', 'opened')]);
    await worker.turn();
    advance(30 * MINUTE - 1);

    await worker.turn();
    advance(1);
    await worker.turn();

    // The one that was never tried has waited longest.
    expect(ids()).toEqual(['a/opened', 'b/opened']);
  });

  it('gives up after 72 hours', async () => {
    const { outbox, worker, advance } = setUp(() => ({ is: 'retry', reason: 'HTTP 500' }));
    outbox.put([stepOf('a', 'opened')]);
    const dead: number[] = [];

    for (let minutes = 0; minutes <= 73 * 60; minutes += 15) {
      await worker.turn();
      dead.push(outbox.counts('soc').dead);
      advance(15 * MINUTE);
    }

    expect(dead.indexOf(1)).toBe((72 * HOUR) / (15 * MINUTE));
    expect(outbox.counts('soc').waiting).toBe(0);
  });

  it('pauses a broken sink, keeps its queue and tells of it once', async () => {
    const { outbox, worker, ids, told } = setUp(() => ({ is: 'broken', reason: 'HTTP 401' }));
    outbox.put([stepOf('a', 'opened'), stepOf('b', 'opened')]);

    await worker.turn();
    await worker.turn();

    expect(ids()).toEqual(['a/opened']);
    expect(told).toEqual(['HTTP 401']);
    expect(outbox.counts('soc')).toEqual({ waiting: 2, dead: 0, dropped: 0, paused: 'HTTP 401' });
  });

  it('tells at once of what will not mend itself, and again only after it had worked', async () => {
    let works = false;
    const tls: Outcome = { is: 'retry', reason: 'TLS', after: 15 * MINUTE, tell: true };
    const { outbox, worker, told, advance } = setUp(() => (works ? { is: 'done' } : tls));
    const next = async () => {
      await worker.turn();
      advance(15 * MINUTE);
    };
    outbox.put([stepOf('a', 'opened')]);

    await next();
    await next();
    const first = told.length;
    works = true;
    await next();
    works = false;
    outbox.put([stepOf('b', 'opened')]);
    await next();

    expect([first, told.length]).toEqual([1, 2]);
  });

  it('shrinks a message that is too large once, then lays it aside', async () => {
    const { outbox, worker, sent } = setUp(() => ({ is: 'too-large', reason: 'HTTP 413' }));
    outbox.put([stepOf('a', 'opened')]);

    await worker.turn();

    expect(sent.map(({ order }) => order.short)).toEqual([false, true]);
    expect(outbox.counts('soc')).toMatchObject({ waiting: 0, dead: 1 });
  });

  it('goes on with others while one message fails again and again', async () => {
    const { outbox, worker, ids, advance } = setUp((notice) =>
      notice.is === 'alert' && notice.message.alert.id === 'bad'
        ? { is: 'retry', reason: 'HTTP 500' }
        : { is: 'done' },
    );
    outbox.put([stepOf('bad', 'opened'), stepOf('a', 'opened'), stepOf('b', 'opened')]);

    await worker.turn();
    advance(2000);
    await worker.turn();
    advance(2000);
    await worker.turn();

    expect(ids()).toContain('a/opened');
    expect(ids()).toContain('b/opened');
    expect(outbox.counts('soc')).toMatchObject({ waiting: 1, dead: 0 });
  });

  it('lays what is refused aside with the answer', async () => {
    const { outbox, worker } = setUp(() => ({ is: 'refused', reason: 'HTTP 400', answer: 'no' }));
    outbox.put([stepOf('a', 'opened')]);

    await worker.turn();

    expect(outbox.rows()).toMatchObject([{ state: 'dead', reason: 'HTTP 400', answer: 'no' }]);
  });

  it('lays aside what cannot be read, and goes on', async () => {
    const { outbox, worker, ids } = setUp(() => ({ is: 'done' }));
    outbox.put([{ ...stepOf('a', 'opened'), payload: '{' }, stepOf('b', 'opened')]);

    await worker.turn();

    expect(ids()).toEqual(['b/opened']);
    expect(outbox.counts('soc')).toMatchObject({ waiting: 0, dead: 1 });
  });

  it('keeps its distance between two messages', async () => {
    const { outbox, worker, times } = setUp(() => ({ is: 'done' }), { pace: 1000 });
    outbox.put([stepOf('a', 'opened'), stepOf('b', 'opened')]);

    await worker.turn();

    expect(times).toEqual([0, 1000]);
  });

  it('gathers the rows of a digest into one message, worst first', async () => {
    const { outbox, worker, sent } = setUp(() => ({ is: 'done', memo: 'x' }));
    const digest = (row: ReturnType<typeof stepOf>) => ({ ...row, digest: 'route 1' });
    outbox.put([digest(stepOf('a', 'opened', 'low')), digest(stepOf('b', 'opened', 'critical'))]);
    outbox.put([stepOf('c', 'opened')]);

    await worker.turn();

    const digests = sent.flatMap(({ notice }) => (notice.is === 'digest' ? [notice] : []));
    expect(sent).toHaveLength(2);
    expect(digests[0]?.entries.map(({ alertId }) => alertId)).toEqual(['b', 'a']);
    expect(outbox.counts('soc').waiting).toBe(0);
  });
});

it('a row that was taken and never settled is taken again', () => {
  const outbox = memoryOutbox();
  outbox.put([stepOf('a', 'opened')]);

  const tries = [0, 1].flatMap(() => outbox.take('soc', START, 10)).map((row: DueRow) => row.tries);

  expect(tries).toEqual([1, 2]);
});
