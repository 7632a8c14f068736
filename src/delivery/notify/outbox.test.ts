import { describe, expect, it } from 'vitest';
import type { Level } from '../../analysis/detect/index.ts';
import { alertNotice } from './message.fixture.ts';
import { memoryOutbox } from './outbox.fixture.ts';
import { rowOf } from './queue.ts';

const row = (alert: string, step = 'opened', severity: Level = 'high') =>
  rowOf(alertNotice({ id: `${alert}/${step}`, alert: { id: alert, severity } }), 'soc', 1000);

describe('an outbox', () => {
  it('keeps a row once, however often it is put in', () => {
    const outbox = memoryOutbox();

    outbox.put([row('a')]);
    outbox.put([row('a')]);

    expect(outbox.counts('soc').waiting).toBe(1);
  });

  it('drops the least severe first when it is full, of these the oldest, and counts them', () => {
    const outbox = memoryOutbox(3);

    outbox.put([row('a', 'opened', 'low'), row('b', 'opened', 'critical')]);
    outbox.put([row('c', 'opened', 'low'), row('d', 'opened', 'medium'), row('e')]);

    const left = outbox.rows().map(({ alertId }) => alertId);
    expect(left).toEqual(['b', 'd', 'e']);
    expect(outbox.counts('soc')).toMatchObject({ waiting: 3, dropped: 2 });
  });

  it('gives what has been due longest, and nothing before its time', () => {
    const outbox = memoryOutbox();
    outbox.put([
      { ...row('a'), due: 3000 },
      { ...row('b'), due: 2000 },
    ]);

    const early = outbox.take('soc', 1999, 10);
    const late = outbox.take('soc', 5000, 10);

    expect(early).toEqual([]);
    expect(late.map(({ alertId }) => alertId)).toEqual(['b']);
  });

  it('holds a step back while a later one of the alert waits, and settles both at once', () => {
    const outbox = memoryOutbox();
    outbox.put([row('a'), row('a', 'closed')]);

    const [taken] = outbox.take('soc', 5000, 10);
    if (taken) outbox.done(taken, 'memo');

    expect(taken?.messageId).toBe('a/closed');
    expect(outbox.counts('soc').waiting).toBe(0);
  });

  it('is not late with an alert whose next step belongs to a later digest', () => {
    const outbox = memoryOutbox();
    const digest = (one: ReturnType<typeof row>, due: number) => ({ ...one, digest: 'd', due });
    outbox.put([digest(row('a'), 2000), digest(row('b'), 2000)]);
    outbox.put([digest(row('a', 'closed'), 9000)]);

    const taken = outbox.take('soc', 2000, 10);

    expect(taken.map(({ messageId }) => messageId)).toEqual(['b/opened', 'a/closed']);
  });

  it('puts off a row with those that it stands for', () => {
    const outbox = memoryOutbox();
    outbox.put([row('a'), row('a', 'closed')]);
    const [taken] = outbox.take('soc', 5000, 10);

    if (taken) outbox.retry(taken, 8000);

    expect(outbox.take('soc', 7999, 10)).toEqual([]);
    expect(outbox.take('soc', 8000, 10)).toMatchObject([{ messageId: 'a/closed', tries: 2 }]);
  });

  it('does not settle a step that came while an earlier one was sent', () => {
    const outbox = memoryOutbox();
    outbox.put([row('a')]);
    const [taken] = outbox.take('soc', 5000, 10);
    outbox.put([row('a', 'closed')]);

    if (taken) outbox.done(taken, 'thread 1');
    const [next] = outbox.take('soc', 5000, 10);

    expect(next).toMatchObject({ messageId: 'a/closed', memo: 'thread 1', tries: 1 });
  });

  it('gives nothing while the sink is paused', () => {
    const outbox = memoryOutbox();
    outbox.put([row('a')]);
    outbox.pause('soc', 'HTTP 401');

    const paused = outbox.take('soc', 5000, 10);
    outbox.resume('soc');
    const resumed = outbox.take('soc', 5000, 10);

    expect([paused.length, resumed.length]).toEqual([0, 1]);
  });
});
