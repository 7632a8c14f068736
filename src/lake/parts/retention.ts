import { AppError } from '../../base/errors/index.ts';
import { DAY_MS, type Day, dayOf } from '../../base/time/index.ts';
import type { RetiredDay, WriterLake } from './lake.ts';

export interface RetainOptions {
  /** Whole days to keep besides the day of `now`. */
  readonly days: number;
  /** Milliseconds. */
  readonly now: number;
}

export interface Retention {
  /** The oldest day that stays. */
  readonly first: Day;
  readonly parts: number;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Removes the parts of days that are too old, in one commit. Their files follow after the grace period; the ledger
 * keeps their objects, so that these are not taken in again.
 */
export function retain(lake: WriterLake, { days, now }: RetainOptions): Retention {
  if (!Number.isInteger(days) || days < 0) {
    throw new AppError('TG_CONFIG_INVALID', `${days} is not a number of days to keep.`);
  }
  const first = dayOf(now - days * DAY_MS);
  const old = lake.catalog.parts().filter((part) => !part.removedBy && part.day < first);
  const rows = old.reduce((sum, part) => sum + part.rows, 0);
  const bytes = old.reduce((sum, part) => sum + part.bytes, 0);
  const retired = lake.catalog.idLengths().filter(({ day }) => day < first);
  if (old.length > 0 || retired.length > 0) {
    lake.commit({ at: now, removed: old.map(({ id }) => id), retired: retired.map(dayOnly) });
  }
  return { first, parts: old.length, rows, bytes };
}

function dayOnly({ kind, day }: RetiredDay): RetiredDay {
  return { kind, day };
}
