import { callerName, type Diagnosis } from '../../../analysis/throttle/index.ts';
import { formatCount, plural } from '../../../base/text/index.ts';
import { clockOf, momentOf, percent, rateText } from './words.ts';

const MOST_VICTIMS = 3;

/** How much was throttled, by whom, whom it hit, and at which rate it begins. */
export function factLines(diagnosis: Diagnosis): readonly string[] {
  return [
    countLine(diagnosis),
    verdictLine(diagnosis),
    ...victimLines(diagnosis),
    ...startLines(diagnosis),
  ];
}

function countLine({ bucket, calls }: Diagnosis): string {
  const { throttled, minutes, first, last } = bucket;
  return (
    `At least ${formatCount(throttled)} of ${plural(calls, 'call')} throttled ` +
    `(${percent(throttled / calls)}), in ${plural(minutes, 'minute')} ${timesOf(first, last)}.`
  );
}

function verdictLine({ verdict, parties }: Diagnosis): string {
  const [culprit] = parties;
  if (!culprit) return 'Nobody is known to have called.';
  const name = callerName(culprit);
  const made = `it made ${partText(culprit.shareOfCalls)} calls around the throttles`;
  const took = `${partText(culprit.shareOfThrottles)} throttles`;
  switch (verdict) {
    case 'self':
      return `${name} throttles itself: ${made} and took ${took}.`;
    case 'self-and-others':
      return `${name} throttles itself and others: ${made} and took ${took}.`;
    case 'others':
      return `${name} throttles others: ${made} and took only ${took}.`;
    case 'shared':
      return `Nobody causes it alone: ${name} called most, and ${made}.`;
  }
}

function partText(share: number): string {
  return share === 1 ? 'all the' : `${percent(share)} of the`;
}

function victimLines({ parties, verdict }: Diagnosis): readonly string[] {
  const others = verdict === 'shared' ? parties : parties.slice(1);
  const hit = others.filter(({ throttled }) => throttled > 0);
  if (hit.length === 0) return [];
  const worst = hit.toSorted((a, b) => b.throttled - a.throttled).slice(0, MOST_VICTIMS);
  const words = worst.map((party) => {
    const { throttled, near } = party;
    return `${callerName(party)} (${formatCount(throttled)} of its ${plural(near, 'call')})`;
  });
  const more = hit.length - worst.length;
  return [`It hits ${words.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}.`];
}

function startLines({ startRate, episodes }: Diagnosis): readonly string[] {
  if (!startRate) return [];
  const begins = `It begins at ${rateText(startRate)} calls a second, counted over the ten seconds to a first throttle`;
  const rates = episodes.map((episode) => episode.startRate);
  if (rates.length === 1) return [`${begins}.`];
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map(rateText);
  const spread = least === most ? 'the same' : `${least} to ${most}`;
  return [`${begins}; ${spread} in ${formatCount(rates.length)} episodes.`];
}

function timesOf(first: number, last: number): string {
  const [from, to] = [momentOf(first), momentOf(last)];
  if (from === to) return `at ${from} UTC`;
  return `from ${from} to ${from.slice(0, 10) === to.slice(0, 10) ? clockOf(last) : to} UTC`;
}
