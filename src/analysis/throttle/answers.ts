import { type Engine, type JsonValue, type NamedRow, namedRows } from '../../query/engine/index.ts';
import type { Bucket } from './bucket.ts';
import type { CallerCounts } from './caller.ts';
import type { Observations, ThrottledBucket } from './observations.ts';
import type { Share } from './tick.ts';

type BucketFields = Readonly<Record<keyof Bucket, JsonValue>> | NamedRow;

/** Runs one question, and reads all of its rows: there are only as many as callers and seconds. */
export async function ask(
  engine: Engine,
  sql: string,
  signal?: AbortSignal,
): Promise<readonly NamedRow[]> {
  const rows: NamedRow[] = [];
  for await (const row of namedRows(engine, sql, signal)) rows.push(row);
  return rows;
}

export function readBuckets(rows: readonly NamedRow[]): readonly ThrottledBucket[] {
  return rows.map((row) => ({
    ...bucketOf(row),
    throttled: Number(row.throttled),
    minutes: Number(row.minutes),
    first: Number(row.first),
    last: Number(row.last),
  }));
}

/** The answers about one bucket. */
export interface BucketRows {
  readonly callers: readonly NamedRow[];
  readonly seconds: readonly NamedRow[];
  readonly unfiltered: readonly NamedRow[];
}

export function readObservations(bucket: ThrottledBucket, rows: BucketRows): Observations {
  const places = new Map(rows.callers.map((row, place) => [callerKey(row), place]));
  const seconds = Map.groupBy(rows.seconds, ({ at }) => Number(at));
  const counts = new Map(rows.unfiltered.map((row) => [callerKey(row), Number(row.unfiltered)]));
  return {
    bucket,
    callers: rows.callers.map(callerOf),
    ticks: [...seconds].map(([at, some]) => ({
      at,
      shares: some.map((row) => shareOf(row, places)),
    })),
    unfiltered: [...places.keys()].map((caller) => counts.get(caller) ?? 0),
  };
}

function callerOf(row: NamedRow): CallerCounts {
  const { component, agent } = row;
  return {
    system: String(row.system),
    ...(component ? { component: String(component) } : {}),
    principal: String(row.principal),
    ...(agent === null ? {} : { agent: String(agent) }),
    calls: Number(row.calls),
    ok: Number(row.ok),
    throttled: Number(row.throttled),
    near: Number(row.near),
    nearMinutes: Number(row.near_minutes),
    minutes: Number(row.minutes),
    regions: Number(row.regions),
  };
}

function shareOf(row: NamedRow, places: ReadonlyMap<string, number>): Share {
  return {
    caller: places.get(callerKey(row)) ?? -1,
    passed: Number(row.passed),
    throttled: Number(row.throttled),
  };
}

/** The same text for the same caller. */
function callerKey({ system, component, principal }: NamedRow): string {
  return [system, component, principal].join('\n');
}

/** The bucket alone of what is more. */
export function bucketOf({ account, region, service, api }: BucketFields): Bucket {
  return {
    account: String(account),
    region: String(region),
    service: String(service),
    api: String(api),
  };
}
