import type { Engine, NamedRow } from '../../query/engine/index.ts';
import { ask, bucketOf, readBuckets, readObservations } from './answers.ts';
import { bucketKey } from './bucket.ts';
import { type Diagnosis, diagnose } from './diagnosis.ts';
import { asksForFilters } from './known.ts';
import type { ThrottledBucket } from './observations.ts';
import { bucketsSql, callersSql, secondsSql, type Told, unfilteredSql } from './questions.ts';
import type { Scope } from './scope.ts';

/** Who throttles whom, as far as CloudTrail tells: services need not log what they throttle. */
export interface Consultation {
  /** Throttled calls in all buckets of the scope. */
  readonly throttled: number;
  /** All buckets with a throttle, the most throttled first. */
  readonly buckets: readonly ThrottledBucket[];
  /** Of the first of them. */
  readonly diagnoses: readonly Diagnosis[];
}

export interface ConsultOptions {
  /** So many buckets are looked at closely. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** Of each bucket the seconds of so many minutes are read, the worst first. */
export const MINUTES_READ = 60;

/** Looks at all that was throttled. Counting is the engine's: of each bucket only callers and some seconds are read. */
export async function consult(
  engine: Engine,
  scope: Scope,
  { limit, signal }: ConsultOptions,
): Promise<Consultation> {
  const buckets = readBuckets(await ask(engine, bucketsSql(scope), signal));
  const throttled = buckets.reduce((total, bucket) => total + bucket.throttled, 0);
  const told = buckets.slice(0, limit);
  if (told.length === 0) return { throttled, buckets, diagnoses: [] };
  const question = { buckets: told, scope, hot: hotTime(told, scope) };
  return { throttled, buckets, diagnoses: await diagnoseAll(engine, question, signal) };
}

async function diagnoseAll(
  engine: Engine,
  question: Told<ThrottledBucket>,
  signal: AbortSignal | undefined,
): Promise<readonly Diagnosis[]> {
  const answer = async (sql: string) =>
    Map.groupBy(await ask(engine, sql, signal), (row) => bucketKey(bucketOf(row)));
  const callers = await answer(callersSql(question));
  const seconds = await answer(secondsSql(question, MINUTES_READ));
  const costly = question.buckets.filter(asksForFilters);
  const unfiltered =
    costly.length > 0
      ? await answer(unfilteredSql({ ...question, buckets: costly }))
      : new Map<string, readonly NamedRow[]>();
  return question.buckets.map((bucket) => {
    const key = bucketKey(bucket);
    const rows = {
      callers: callers.get(key) ?? [],
      seconds: seconds.get(key) ?? [],
      unfiltered: unfiltered.get(key) ?? [],
    };
    return diagnose(readObservations(bucket, rows));
  });
}

const MINUTE = 60;

/** From the minute before the first throttle to the minute of the last. */
function hotTime(told: readonly ThrottledBucket[], scope: Scope): Scope {
  const first = Math.min(...told.map((bucket) => bucket.first));
  const last = Math.max(...told.map((bucket) => bucket.last));
  const from = (Math.floor(first / MINUTE) - 1) * MINUTE * 1000;
  const to = (Math.floor(last / MINUTE) + 1) * MINUTE * 1000;
  return {
    ...scope,
    from: Math.max(from, scope.from ?? from),
    to: Math.min(to, scope.to ?? to),
  };
}
