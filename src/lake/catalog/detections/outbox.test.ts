import { describe, expect, it } from 'vitest';
import { Database } from '../database.ts';
import { catalogPath } from '../open.ts';
import { aMessage, temporaryCatalog } from './detections.fixture.ts';
import { OutboxTable } from './outbox.ts';

const idsOf = (rows: readonly { readonly messageId: string }[]) =>
  rows.map(({ messageId }) => messageId);

describe('the outbox', () => {
  it('gives what is due for a sink, and waits with the rest', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([
      aMessage(),
      aMessage({ messageId: 'a2/opened', alertId: 'a2', due: 101 }),
      aMessage({ messageId: 'a1/opened', sink: 'chat' }),
    ]);

    const [row, ...others] = outbox.take('mail', 100, 10);

    expect(row).toEqual({ ...aMessage(), number: 1, tries: 1, since: 100, memo: null });
    expect(others).toEqual([]);
    if (row) outbox.done(row);
    expect(idsOf(outbox.take('mail', 101, 10))).toEqual(['a2/opened']);
  });

  it('takes a message for a sink once', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage(), aMessage()]);

    outbox.put([aMessage({ payload: 'other' })]);

    expect(outbox.take('mail', 100, 10)).toMatchObject([{ payload: aMessage().payload }]);
  });

  it('gives only the last waiting step of an alert, and settles those before it', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage(), aMessage({ messageId: 'a1/grown-2', step: 'grown' })]);
    const [row] = outbox.take('mail', 100, 10);
    outbox.put([aMessage({ messageId: 'a1/closed-3', step: 'closed' })]);

    if (row) outbox.done(row);

    expect(row?.messageId).toBe('a1/grown-2');
    expect(idsOf(outbox.take('mail', 100, 10))).toEqual(['a1/closed-3']);
  });

  it('gives the last step of an alert as soon as one of its steps is due', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage(), aMessage({ messageId: 'a1/grown-2', due: 200 })]);

    expect(outbox.take('mail', 99, 10)).toEqual([]);
    expect(outbox.take('mail', 100, 10)).toMatchObject([{ messageId: 'a1/grown-2', due: 100 }]);
  });

  it('gives first what has been due longest, one alert at a time', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    const ofAlert = (alertId: string, due: number) =>
      aMessage({ messageId: alertId, alertId, due });
    outbox.put([ofAlert('a', 50), ofAlert('b', 40), ofAlert('c', 50)]);
    const order: string[] = [];

    for (let taken = outbox.take('mail', 100, 10); taken[0]; taken = outbox.take('mail', 100, 10)) {
      order.push(...idsOf(taken));
      outbox.done(taken[0]);
    }

    expect(order).toEqual(['b', 'a', 'c']);
  });

  it('gathers what is due of a digest, in the order in which it came', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    const inDigest = (messageId: string, alertId: string, due: number) =>
      aMessage({ messageId, alertId, due, digest: 'route 1' });
    outbox.put([
      inDigest('a1', 'a', 90),
      inDigest('b1', 'b', 80),
      inDigest('a2', 'a', 95),
      inDigest('later', 'c', 101),
      aMessage({ messageId: 'alone', alertId: 'a' }),
    ]);

    expect(idsOf(outbox.take('mail', 100, 10))).toEqual(['b1', 'a2']);
    expect(idsOf(outbox.take('mail', 100, 1))).toEqual(['b1']);
  });

  it('keeps digests apart from what is sent on its own', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage(), aMessage({ messageId: 'a1/grown-2', digest: 'route 1', due: 90 })]);
    const gathered = outbox.take('mail', 100, 10);

    for (const row of gathered) outbox.done(row);

    expect(idsOf(gathered)).toEqual(['a1/grown-2']);
    expect(idsOf(outbox.take('mail', 100, 10))).toEqual(['a1/opened']);
  });

  it('puts all steps off that a row stands for', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage(), aMessage({ messageId: 'a1/grown-2' })]);

    for (const row of outbox.take('mail', 100, 10)) outbox.retry(row, 300);

    expect(outbox.take('mail', 299, 10)).toEqual([]);
    expect(idsOf(outbox.take('mail', 300, 10))).toEqual(['a1/grown-2']);
  });

  it('gives a row again that was taken and not settled, and counts the tries', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage()]);
    const [first] = outbox.take('mail', 100, 10);
    if (first) outbox.retry(first, 300);

    expect(outbox.take('mail', 299, 10)).toEqual([]);
    expect(outbox.take('mail', 300, 10)).toMatchObject([{ tries: 2, since: 100, due: 300 }]);
  });

  it('keeps what a sink noted of an alert', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage()]);
    for (const row of outbox.take('mail', 100, 10)) outbox.done(row, 'thread 7');
    outbox.put([
      aMessage({ messageId: 'a1/closed-2', digest: 'd' }),
      aMessage({ messageId: 'b', alertId: 'b', digest: 'd' }),
    ]);

    const memos = outbox.take('mail', 100, 10).map(({ memo }) => memo);

    expect(memos).toEqual(['thread 7', null]);
  });

  it('counts dead letters and gives them no more', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage()]);

    for (const row of outbox.take('mail', 100, 10)) outbox.dead(row, 'refused', '400 bad request');

    expect(outbox.take('mail', 1000, 10)).toEqual([]);
    expect(outbox.counts('mail')).toEqual({ waiting: 0, dead: 1, dropped: 0, paused: null });
  });

  it('gives nothing while a sink is paused, and keeps its queue', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage()]);
    outbox.pause('mail', '401');

    const whilePaused = outbox.take('mail', 100, 10);
    const counts = outbox.counts('mail');
    outbox.resume('mail');

    expect(whilePaused).toEqual([]);
    expect(counts).toEqual({ waiting: 1, dead: 0, dropped: 0, paused: '401' });
    expect(outbox.take('mail', 100, 10)).toHaveLength(1);
  });

  it('drops the least severe rows beyond its bound, the oldest of them first, and counts them', () => {
    using held = temporaryCatalog();
    const database = new Database(catalogPath(held.home));
    const outbox = new OutboxTable(database, 3);
    const put = (messageId: string, severity: 'low' | 'high', sink = 'mail') =>
      outbox.put([aMessage({ messageId, alertId: messageId, severity, sink, digest: 'd' })]);
    put('high 1', 'high');
    put('low 1', 'low');
    put('low 2', 'low', 'chat');
    put('high 2', 'high');

    put('high 3', 'high');

    expect(idsOf(outbox.take('mail', 100, 10))).toEqual(['high 1', 'high 2', 'high 3']);
    expect(outbox.counts('mail')).toMatchObject({ waiting: 3, dropped: 1 });
    expect(outbox.counts('chat')).toMatchObject({ waiting: 0, dropped: 1 });
    database.close();
  });

  it('puts a row in no more that was dropped', () => {
    using held = temporaryCatalog();
    const database = new Database(catalogPath(held.home));
    const outbox = new OutboxTable(database, 0);
    outbox.put([aMessage()]);

    outbox.put([aMessage()]);

    expect(outbox.counts('mail')).toMatchObject({ waiting: 0, dropped: 1 });
    database.close();
  });
});

describe('rows that are not to be sent any more', () => {
  const DAY = 86_400_000;

  /** Every row there is: what it is and what became of it. */
  function statesIn(home: string): readonly string[] {
    const database = new Database(catalogPath(home));
    const rows = database.all('SELECT message_id, state FROM outbox ORDER BY number');
    database.close();
    return rows.map(({ message_id, state }) => `${message_id} ${state}`);
  }

  /** Puts messages in that are due at a time, and settles those named so. */
  function put(
    { catalog: { outbox } }: ReturnType<typeof temporaryCatalog>,
    due: number,
    ids: readonly string[],
  ): void {
    outbox.put(ids.map((id) => aMessage({ messageId: id, alertId: id, due })));
    for (let row = outbox.take('mail', due, 1)[0]; row; row = outbox.take('mail', due, 1)[0]) {
      if (row.messageId.startsWith('done')) outbox.done(row);
      else if (row.messageId.startsWith('dead')) outbox.dead(row, 'HTTP 400', 'no');
      else outbox.retry(row, due + 1);
    }
  }

  it('are forgotten 30 days after they were due where they arrived, and stay where somebody has to look', () => {
    using held = temporaryCatalog();
    put(held, 100, ['done 1', 'dead 1', 'wait 1']);
    put(held, 101, ['done 2']);

    held.catalog.outbox.prune(101 + 30 * DAY);

    expect(statesIn(held.home)).toEqual(['dead 1 dead', 'wait 1 queued', 'done 2 done']);
  });

  it('are bounded, the oldest go first', () => {
    using held = temporaryCatalog();
    put(held, 100, ['done 1', 'done 2', 'done 3', 'dead 1', 'dead 2', 'wait 1', 'wait 2']);

    held.catalog.outbox.prune(200, { time: DAY, settled: 2, dead: 1 });

    expect(statesIn(held.home)).toEqual([
      ...['done 2 done', 'done 3 done', 'dead 2 dead', 'wait 1 queued', 'wait 2 queued'],
    ]);
  });

  it('are forgotten with those that were dropped', () => {
    using held = temporaryCatalog();
    const database = new Database(catalogPath(held.home));
    const outbox = new OutboxTable(database, 0);
    outbox.put([aMessage()]);

    outbox.prune(101 + 30 * DAY);

    expect(outbox.counts('mail').dropped).toBe(0);
    database.close();
  });

  it('are listed where they were given up, and go once they were looked at', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    put(held, 100, ['dead 1', 'done 1', 'dead 2']);

    const listed = outbox.deadLetters();
    const others = outbox.deadLetters('chat');
    const cleared = outbox.clearDead('mail');

    const letter = { sink: 'mail', step: 'opened', severity: aMessage().severity, since: 100 };
    expect(listed).toEqual([
      { ...letter, messageId: 'dead 2', alertId: 'dead 2', reason: 'HTTP 400', answer: 'no' },
      { ...letter, messageId: 'dead 1', alertId: 'dead 1', reason: 'HTTP 400', answer: 'no' },
    ]);
    expect(others).toEqual([]);
    expect(cleared).toBe(2);
    expect(statesIn(held.home)).toEqual(['done 1 done']);
  });
});
