import type { Diagnosis } from '../../../analysis/throttle/index.ts';
import { formatCount, plural } from '../../../base/text/index.ts';
import { momentOf, nameAt } from './words.ts';

const MOST_STORMS = 2;

/** What callers do that makes it worse. */
export function findingLines({
  retryStorms,
  alwaysFailing,
  parties,
}: Diagnosis): readonly string[] {
  const worstFirst = retryStorms.toSorted((a, b) => b.worst.throttled - a.worst.throttled);
  const more = retryStorms.length - MOST_STORMS;
  return [
    ...worstFirst.slice(0, MOST_STORMS).map(({ caller, count, worst }) => {
      const { at, passed, throttled } = worst;
      return (
        `Retry storm: ${nameAt(parties, caller)} was throttled more than it passed in ` +
        `${plural(count, 'spell')} of ten seconds; the worst, from ${momentOf(at)}, had ` +
        `${formatCount(throttled)} throttled and ${formatCount(passed)} passed.`
      );
    }),
    ...(more > 0 ? [`Retry storms of ${plural(more, 'more caller')}: --json.`] : []),
    ...alwaysFailing.map((caller) => {
      const { calls = 0, minutes = 0 } = parties[caller] ?? {};
      const name = nameAt(parties, caller);
      return `Polling in vain: all ${formatCount(calls)} calls of ${name} failed, in ${plural(minutes, 'minute')}.`;
    }),
  ];
}
