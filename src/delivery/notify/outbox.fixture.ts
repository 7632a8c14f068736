import { LEVELS } from '../../base/severity/index.ts';
import { type DueRow, MOST_WAITING, type NewRow, type Outbox } from './outbox.ts';

interface Kept extends DueRow {
  readonly state: 'waiting' | 'done' | 'dead';
  readonly reason?: string;
  readonly answer?: string;
}

export interface MemoryOutbox extends Outbox {
  readonly rows: () => readonly Kept[];
}

/** An outbox in memory, for tests: the same words as the interface, without the disk. */
export function memoryOutbox(most = MOST_WAITING): MemoryOutbox {
  let rows: readonly Kept[] = [];
  let number = 0;
  const memos = new Map<string, string>();
  const paused = new Map<string, string>();
  const dropped = new Map<string, number>();

  const isSame = (a: NewRow, b: NewRow) =>
    a.alertId === b.alertId && a.sink === b.sink && a.digest === b.digest;
  const isWaiting = ({ state }: Kept) => state === 'waiting';
  const memoKey = ({ alertId, sink }: NewRow) => JSON.stringify([alertId, sink]);
  const change = (row: DueRow, to: Partial<Kept>) => {
    rows = rows.map((one) => (one.number === row.number ? { ...one, ...to } : one));
  };
  /** The row and those before it that it stands for. */
  const changeAll = (row: DueRow, to: Partial<Kept>) => {
    rows = rows.map((one) =>
      isWaiting(one) && isSame(one, row) && one.number <= row.number ? { ...one, ...to } : one,
    );
  };
  const dropOver = () => {
    const waiting = rows.filter(isWaiting);
    const rank = ({ severity }: Kept) => LEVELS.indexOf(severity);
    const out = waiting
      .toSorted((a, b) => rank(a) - rank(b) || a.number - b.number)
      .slice(0, Math.max(0, waiting.length - most));
    for (const { sink } of out) dropped.set(sink, (dropped.get(sink) ?? 0) + 1);
    rows = rows.filter((row) => !out.includes(row));
  };
  /** Of each alert and digest the last row, with the earliest time at which one is due. */
  const lastOf = (waiting: readonly Kept[]) =>
    [...Map.groupBy(waiting, ({ alertId, digest }) => JSON.stringify([alertId, digest])).values()]
      .map((group) => ({ last: group.at(-1), due: Math.min(...group.map(({ due }) => due)) }))
      .flatMap(({ last, due }) => (last === undefined ? [] : [{ ...last, due }]))
      .toSorted((a, b) => a.number - b.number);

  return {
    rows: () => rows,
    put: (added) => {
      for (const row of added) {
        const isKnown = rows.some(
          ({ sink, messageId }) => sink === row.sink && messageId === row.messageId,
        );
        if (isKnown) continue;
        number++;
        rows = [...rows, { ...row, number, tries: 0, since: 0, memo: null, state: 'waiting' }];
      }
      dropOver();
    },
    take: (sink, now, limit) => {
      if (paused.has(sink)) return [];
      const waiting = rows.filter((row) => isWaiting(row) && row.sink === sink);
      const due = lastOf(waiting).filter((row) => row.due <= now);
      const [first] = due.toSorted((a, b) => a.due - b.due || a.number - b.number);
      if (first === undefined) return [];
      const gathered = due.filter(({ digest }) => digest === first.digest).slice(0, limit);
      const taken = first.digest === null ? [first] : gathered;
      return taken.map((row) => {
        const since = row.tries === 0 ? now : row.since;
        const tried = { ...row, tries: row.tries + 1, since };
        change(row, { tries: tried.tries, since });
        return { ...tried, memo: memos.get(memoKey(row)) ?? null };
      });
    },
    done: (row, memo) => {
      changeAll(row, { state: 'done' });
      if (memo !== undefined) memos.set(memoKey(row), memo);
    },
    retry: (row, due) => changeAll(row, { due }),
    dead: (row, reason, answer) => changeAll(row, { state: 'dead', reason, answer }),
    // No test sends for a month.
    prune: () => {},
    pause: (sink, reason) => {
      paused.set(sink, reason);
    },
    resume: (sink) => {
      paused.delete(sink);
    },
    counts: (sink) => {
      const own = rows.filter((row) => row.sink === sink);
      return {
        waiting: own.filter(isWaiting).length,
        dead: own.filter(({ state }) => state === 'dead').length,
        dropped: dropped.get(sink) ?? 0,
        paused: paused.get(sink) ?? null,
      };
    },
  };
}
