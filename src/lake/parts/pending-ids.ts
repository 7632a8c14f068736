import { dayOfNumber } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { DayIds } from './id-files.ts';
import { IdLog } from './id-log.ts';

/** New ids that one batch brought to one day. */
export interface DayLog {
  readonly kind: TableKind;
  readonly day: number;
  readonly log: IdLog;
}

/** The log of one batch, table and day. */
export interface LogPlace {
  readonly batch: number;
  readonly kind: TableKind;
  readonly day: number;
}

interface Batch {
  readonly days: DayLog[];
  /** Pending batches to which it lost rows as duplicates. */
  readonly leansOn: Set<number>;
}

const NO_LOGS: ReadonlyMap<number, DayLog> = new Map();

/** Ids of batches that are neither committed nor abandoned yet. */
export class PendingIds {
  readonly #batches = new Map<number, Batch>();
  /** The logs of each table and day, by batch. */
  readonly #days = new Map<string, Map<number, DayLog>>();

  logOf({ batch, kind, day }: LogPlace): IdLog {
    const ofDay = this.#days.get(keyOf(kind, day)) ?? new Map<number, DayLog>();
    const known = ofDay.get(batch);
    if (known) return known.log;
    const one: DayLog = { kind, day, log: new IdLog() };
    this.#days.set(keyOf(kind, day), ofDay.set(batch, one));
    this.#batch(batch).days.push(one);
    return one.log;
  }

  /** The logs of a day, in the order in which their batches came to it. */
  logsOf(kind: TableKind, day: number): ReadonlyMap<number, DayLog> {
    return this.#days.get(keyOf(kind, day)) ?? NO_LOGS;
  }

  /** A batch found a row to be the duplicate of one that `owner` brought. */
  lean(batch: number, owner: number): void {
    if (owner !== batch && this.#batches.has(owner)) this.#batch(batch).leansOn.add(owner);
  }

  waitsFor(batches: readonly number[]): readonly number[] {
    const owners = batches.flatMap((batch) => [...(this.#batches.get(batch)?.leansOn ?? [])]);
    return [...new Set(owners)].filter((one) => this.#batches.has(one) && !batches.includes(one));
  }

  /** Batches that lean on this one, or on one that does. */
  leaningOn(batch: number): readonly number[] {
    const found = [batch];
    // The list grows while it is walked: leaning passes on.
    for (const owner of found) {
      for (const [one, { leansOn }] of this.#batches) {
        if (leansOn.has(owner) && !found.includes(one)) found.push(one);
      }
    }
    return found.slice(1);
  }

  daysOf(batches: readonly number[]): readonly DayIds[] {
    const days = new Map<string, DayIds & { readonly ids: Int32Array[] }>();
    for (const { kind, day, log } of batches.flatMap((one) => this.#batches.get(one)?.days ?? [])) {
      if (log.ids.length === 0) continue;
      const key = keyOf(kind, day);
      const known = days.get(key) ?? { kind, day: dayOfNumber(day), ids: [] };
      known.ids.push(log.ids);
      days.set(key, known);
    }
    return [...days.values()];
  }

  /** Forgets a batch; returns the days to which it had brought something. */
  remove(batch: number): readonly Pick<DayLog, 'day' | 'kind'>[] {
    const days = this.#batches.get(batch)?.days ?? [];
    this.#batches.delete(batch);
    for (const { kind, day, log } of days) {
      log.close();
      const ofDay = this.#days.get(keyOf(kind, day));
      ofDay?.delete(batch);
      if (ofDay?.size === 0) this.#days.delete(keyOf(kind, day));
    }
    return days;
  }

  #batch(number: number): Batch {
    const known = this.#batches.get(number);
    if (known) return known;
    const batch: Batch = { days: [], leansOn: new Set() };
    this.#batches.set(number, batch);
    return batch;
  }
}

function keyOf(kind: TableKind, day: number): string {
  return `${kind}/${day}`;
}
