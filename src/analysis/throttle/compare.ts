import { DAY_MS } from '../../base/time/index.ts';
import type { Engine } from '../../query/engine/index.ts';
import { ask, bucketOf, readBuckets } from './answers.ts';
import { type Bucket, bucketKey } from './bucket.ts';
import { bucketsSql, daysSql } from './questions.ts';
import type { Scope } from './scope.ts';

/** A scope with both ends. */
export type Period = Scope & { readonly from: number; readonly to: number };

/** Calls of a period, on the days that are compared. */
export interface Volume {
  readonly calls: number;
  readonly throttled: number;
}

export interface ComparedBucket extends Bucket {
  readonly before: Volume;
  readonly after: Volume;
}

export interface Comparison {
  /** Weekdays that are in both periods, 0 for Sunday; all of either where they have none in common. */
  readonly weekdays: readonly number[];
  readonly haveCommonDays: boolean;
  /** All buckets that throttled in one of the periods, added up. */
  readonly total: { readonly before: Volume; readonly after: Volume };
  /** Those with the most throttles of both periods first. */
  readonly buckets: readonly ComparedBucket[];
}

/** Throttles before and after a change, on the same weekdays: a week-end calls less than a Monday. */
export async function compare(
  engine: Engine,
  periods: { readonly before: Period; readonly after: Period },
  signal?: AbortSignal,
): Promise<Comparison> {
  const { before, after } = periods;
  const common = weekdaysOf(before).filter((day) => weekdaysOf(after).includes(day));
  const weekdays =
    common.length > 0 ? common : [...new Set([...weekdaysOf(before), ...weekdaysOf(after)])];
  const found = [
    ...readBuckets(await ask(engine, bucketsSql(before), signal)),
    ...readBuckets(await ask(engine, bucketsSql(after), signal)),
  ];
  const buckets = [...new Map(found.map((bucket) => [bucketKey(bucket), bucket])).values()];
  const volumesIn = (period: Period) => volumes(engine, { buckets, period, weekdays }, signal);
  const [was, is] = [await volumesIn(before), await volumesIn(after)];
  const compared = buckets.map((bucket) => ({
    ...bucketOf(bucket),
    before: was.get(bucketKey(bucket)) ?? NONE,
    after: is.get(bucketKey(bucket)) ?? NONE,
  }));
  return {
    weekdays,
    haveCommonDays: common.length > 0,
    total: { before: added(was.values()), after: added(is.values()) },
    buckets: compared.sort((a, b) => throttlesOf(b) - throttlesOf(a)),
  };
}

const NONE: Volume = { calls: 0, throttled: 0 };

interface Wanted {
  readonly buckets: readonly Bucket[];
  readonly period: Period;
  readonly weekdays: readonly number[];
}

async function volumes(
  engine: Engine,
  { buckets, period, weekdays }: Wanted,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Volume>> {
  if (buckets.length === 0) return new Map();
  const rows = await ask(engine, daysSql(buckets, period), signal);
  const counted = rows.filter(({ day }) => weekdays.includes(weekdayOf(Date.parse(String(day)))));
  const groups = Map.groupBy(counted, (row) => bucketKey(bucketOf(row)));
  const volumeOf = (some: typeof rows) =>
    added(
      some.map(({ calls, throttled }) => ({ calls: Number(calls), throttled: Number(throttled) })),
    );
  return new Map([...groups].map(([key, some]) => [key, volumeOf(some)]));
}

function added(some: Iterable<Volume>): Volume {
  return [...some].reduce(
    (total, { calls, throttled }) => ({
      calls: total.calls + calls,
      throttled: total.throttled + throttled,
    }),
    NONE,
  );
}

function throttlesOf({ before, after }: ComparedBucket): number {
  return before.throttled + after.throttled;
}

/** The weekdays, UTC, on which a period has any time, in order from Sunday. */
function weekdaysOf({ from, to }: Period): readonly number[] {
  const first = Math.floor(from / DAY_MS);
  const days = Math.min(7, Math.ceil(to / DAY_MS) - first);
  return Array.from({ length: days }, (_, day) => weekdayOf((first + day) * DAY_MS)).sort();
}

function weekdayOf(ms: number): number {
  return new Date(ms).getUTCDay();
}
