import type { Consultation, Diagnosis, Scope } from '../../../analysis/throttle/index.ts';

/** What `trailglass throttling --json` prints: docs/reference/json.md. */
export function consultationJson(found: Consultation, { from, to }: Scope) {
  const { throttled, buckets, diagnoses } = found;
  return {
    from: from === undefined ? null : new Date(from).toISOString(),
    to: to === undefined ? null : new Date(to).toISOString(),
    throttled,
    bucketsLeftOut: buckets.length - diagnoses.length,
    buckets: diagnoses.map(diagnosisJson),
  };
}

/** Times of events in ISO 8601 instead of seconds. */
function diagnosisJson({ bucket, episodes, retryStorms, ...diagnosis }: Diagnosis) {
  const { first, last, ...fields } = bucket;
  const { parties, calls, verdict, ...rest } = diagnosis;
  return {
    ...fields,
    ...{ calls, from: isoOf(first), to: isoOf(last), verdict },
    callers: parties,
    episodes: episodes.map((episode) => ({
      ...episode,
      from: isoOf(episode.from),
      to: isoOf(episode.to),
    })),
    retryStorms: retryStorms.map(({ worst: { at, ...counts }, ...storm }) => ({
      ...storm,
      worst: { from: isoOf(at), ...counts },
    })),
    ...rest,
  };
}

function isoOf(second: number): string {
  return new Date(second * 1000).toISOString();
}
