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
    expect(idsOf(outbox.take('mail', 101, 10))).toEqual(['a1/opened', 'a2/opened']);
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

  it('gives nothing of an alert before its last step is due', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage(), aMessage({ messageId: 'a1/grown-2', due: 200 })]);

    expect(outbox.take('mail', 199, 10)).toEqual([]);
    expect(idsOf(outbox.take('mail', 200, 10))).toEqual(['a1/grown-2']);
  });

  it('keeps digests apart from what is sent on its own', () => {
    using held = temporaryCatalog();
    const { outbox } = held.catalog;
    outbox.put([aMessage(), aMessage({ messageId: 'a1/grown-2', digest: 'route 1' })]);

    const rows = outbox.take('mail', 100, 10);
    for (const row of rows.slice(1)) outbox.done(row);

    expect(idsOf(rows)).toEqual(['a1/opened', 'a1/grown-2']);
    expect(idsOf(outbox.take('mail', 100, 10))).toEqual(['a1/opened']);
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
      aMessage({ messageId: 'a1/closed-2' }),
      aMessage({ messageId: 'b', alertId: 'b' }),
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
      outbox.put([aMessage({ messageId, alertId: messageId, severity, sink })]);
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
