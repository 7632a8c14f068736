import { LEVELS } from '../../base/severity/index.ts';
import type { DigestEntry, Notice } from './notice.ts';
import type { DueRow } from './outbox.ts';

/** What is sent at once, and the rows that it stands for; never without any. */
export interface Parcel {
  readonly notice: Notice;
  readonly rows: readonly [DueRow, ...DueRow[]];
  readonly isDigest: boolean;
  /** What the sink noted of the alert; a digest belongs to none. */
  readonly memo?: string;
}

/** Rows that were taken together, as they are sent; `undefined` for none. */
export function parcelOf(taken: readonly DueRow[], now: number): Parcel | undefined {
  const [first, ...rest] = taken;
  if (first === undefined) return undefined;
  const rows = [first, ...rest] as const;
  if (first.digest !== null) return { notice: digestOf(rows, now), rows, isDigest: true };
  const memo = first.memo === null ? {} : { memo: first.memo };
  return { notice: noticeOf(first), rows, isDigest: false, ...memo };
}

function digestOf(rows: Parcel['rows'], now: number): Notice {
  const rank = ({ severity }: DigestEntry) => LEVELS.indexOf(severity);
  const entries = rows.flatMap((row) => entryOf(noticeOf(row)));
  const [{ digest, number }] = rows;
  return {
    is: 'digest',
    // The first row is the oldest that waits: the same on every try.
    id: `digest-${digest?.replaceAll(' ', '-')}-${number}`,
    entries: entries.toSorted((a, b) => rank(b) - rank(a)),
    at: new Date(now).toISOString(),
  };
}

/** The outbox holds what `rowOf` wrote. */
function noticeOf({ payload }: DueRow): Notice {
  return JSON.parse(payload) as Notice;
}

function entryOf(notice: Notice): readonly DigestEntry[] {
  if (notice.is !== 'alert') return [];
  const { alert, rule } = notice.message;
  const { severity, state, count, account, actor, last } = alert;
  const { id, title, author, license, link } = rule;
  const credited = {
    id,
    title,
    ...(author !== undefined && { author }),
    ...(license !== undefined && { license }),
    ...(link !== undefined && { link }),
  };
  return [{ alertId: alert.id, severity, state, count, account, actor, last, rule: credited }];
}
