import { describe, expect, it } from 'vitest';
import type { Level } from '../../analysis/detect/index.ts';
import { alertNotice } from './message.fixture.ts';
import { MOST_WAITING, type Outbox } from './outbox.ts';
import { rowOf } from './queue.ts';

const row = (alert: string, step = 'opened', severity: Level = 'high') =>
  rowOf(alertNotice({ id: `${alert}/${step}`, alert: { id: alert, severity } }), 'soc', 1000);

/** What every outbox does; `make` gives an empty one that holds so many waiting rows. */
export function outboxContract(make: (most: number) => Outbox): void {
  describe('an outbox', () => {
    it('keeps a row once, however often it is put in', () => {
      const outbox = make(MOST_WAITING);

      outbox.put([row('a')]);
      outbox.put([row('a')]);

      expect(outbox.counts('soc').waiting).toBe(1);
    });

    it('drops the least severe first when it is full, of these the oldest, and counts them', () => {
      const outbox = make(3);

      outbox.put([row('a', 'opened', 'low'), row('b', 'opened', 'critical')]);
      outbox.put([row('c', 'opened', 'low'), row('d', 'opened', 'medium'), row('e')]);

      const counts = outbox.counts('soc');
      const left = [1, 2, 3].flatMap(() => {
        const [taken] = outbox.take('soc', 5000, 10);
        if (taken) outbox.done(taken);
        return taken?.alertId ?? [];
      });
      expect(left).toEqual(['b', 'd', 'e']);
      expect(counts).toMatchObject({ waiting: 3, dropped: 2 });
    });

    it('gives what has been due longest, and nothing before its time', () => {
      const outbox = make(MOST_WAITING);
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
      const outbox = make(MOST_WAITING);
      outbox.put([row('a'), row('a', 'closed')]);

      const [taken] = outbox.take('soc', 5000, 10);
      if (taken) outbox.done(taken, 'memo');

      expect(taken?.messageId).toBe('a/closed');
      expect(outbox.counts('soc').waiting).toBe(0);
    });

    it('is not late with an alert whose next step belongs to a later digest', () => {
      const outbox = make(MOST_WAITING);
      const digest = (one: ReturnType<typeof row>, due: number) => ({ ...one, digest: 'd', due });
      outbox.put([digest(row('a'), 2000), digest(row('b'), 2000)]);
      outbox.put([digest(row('a', 'closed'), 9000)]);

      const taken = outbox.take('soc', 2000, 10);

      expect(taken.map(({ messageId }) => messageId)).toEqual(['b/opened', 'a/closed']);
    });

    it('puts off a row with those that it stands for', () => {
      const outbox = make(MOST_WAITING);
      outbox.put([row('a'), row('a', 'closed')]);
      const [taken] = outbox.take('soc', 5000, 10);

      if (taken) outbox.retry(taken, 8000);

      expect(outbox.take('soc', 7999, 10)).toEqual([]);
      expect(outbox.take('soc', 8000, 10)).toMatchObject([{ messageId: 'a/closed', tries: 2 }]);
    });

    it('does not settle a step that came while an earlier one was sent', () => {
      const outbox = make(MOST_WAITING);
      outbox.put([row('a')]);
      const [taken] = outbox.take('soc', 5000, 10);
      outbox.put([row('a', 'closed')]);

      if (taken) outbox.done(taken, 'thread 1');
      const [next] = outbox.take('soc', 5000, 10);

      expect(next).toMatchObject({ messageId: 'a/closed', memo: 'thread 1', tries: 1 });
    });

    it('counts dead letters, and gives them to nobody', () => {
      const outbox = make(MOST_WAITING);
      outbox.put([row('a'), row('a', 'closed'), row('b')]);
      const [taken] = outbox.take('soc', 5000, 10);

      if (taken) outbox.dead(taken, 'HTTP 400', 'no');

      expect(outbox.counts('soc')).toEqual({ waiting: 1, dead: 2, dropped: 0, paused: null });
      expect(outbox.take('soc', 5000, 10)).toMatchObject([{ alertId: 'b' }]);
    });

    it('counts each try, and keeps the time of the first', () => {
      const outbox = make(MOST_WAITING);
      outbox.put([row('a')]);

      const tries = [5000, 6000].flatMap((now) => outbox.take('soc', now, 10));

      expect(tries).toMatchObject([
        { tries: 1, since: 5000 },
        { tries: 2, since: 5000 },
      ]);
    });

    it('keeps the sinks apart', () => {
      const outbox = make(MOST_WAITING);
      outbox.put([row('a'), { ...row('a'), sink: 'other' }]);
      const [taken] = outbox.take('soc', 5000, 10);

      if (taken) outbox.done(taken, 'memo of soc');

      expect(outbox.take('other', 5000, 10)).toMatchObject([{ sink: 'other', memo: null }]);
    });

    it('gives nothing while the sink is paused', () => {
      const outbox = make(MOST_WAITING);
      outbox.put([row('a')]);
      outbox.pause('soc', 'HTTP 401');

      const paused = outbox.take('soc', 5000, 10);
      outbox.resume('soc');
      const resumed = outbox.take('soc', 5000, 10);

      expect([paused.length, resumed.length]).toEqual([0, 1]);
    });
  });
}
