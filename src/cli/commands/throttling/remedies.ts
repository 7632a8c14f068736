import { type Diagnosis, EVERY_API, type Remedy } from '../../../analysis/throttle/index.ts';
import { formatCount, formatSeconds, plural } from '../../../base/text/index.ts';
import { nameAt, percent, rateText, shortService } from './words.ts';

/** What would help: the bucket that was assumed, and what each change does to its throttles. */
export function remedyLines(diagnosis: Diagnosis): Told {
  const { remedies, assumed } = diagnosis;
  const [first] = remedies;
  const model = assumed && diagnosis[assumed];
  if (!first || !model) return { lead: [], changes: [] };
  const tokens = `${plural(model.size, 'token')} and ${model.refill} a second`;
  const [least, ...more] = remedies.map(
    (remedy) => `${changeOf(remedy, diagnosis)} removes ${effectOf(remedy)}`,
  );
  return {
    lead: [`What would help, replayed through ${tokens} (${plural(first.before, 'throttle')}):`],
    changes: [`${habitOf(diagnosis, first.caller)}: ${least}`, ...more],
  };
}

/** `Prometheus exporter calls DescribeInstances 12 times a minute in 9 regions` */
function habitOf({ parties, bucket }: Diagnosis, caller: number): string {
  const { near = 0, nearMinutes = 1, regions = 1 } = parties[caller] ?? {};
  const where = regions > 1 ? `, and in ${formatCount(regions)} regions` : '';
  const what = bucket.api === EVERY_API ? shortService(bucket.service) : bucket.api;
  return `${nameAt(parties, caller)} calls ${what} ${rateText(near / nearMinutes)} times a minute${where}`;
}

interface Told {
  readonly lead: readonly string[];
  readonly changes: readonly string[];
}

const PARTS: Readonly<Record<number, string>> = {
  2: 'halving that',
  3: 'a third of that',
  4: 'a quarter of that',
};

function changeOf(remedy: Remedy, { parties }: Diagnosis): string {
  switch (remedy.kind) {
    case 'thin':
      return PARTS[remedy.every] ?? `one in ${remedy.every}`;
    case 'pace':
      return `at most ${plural(remedy.rate, 'call')} a second`;
    case 'merge':
      return `one ${nameAt(parties, remedy.caller)} in place of ${remedy.dropped.length + 1}`;
  }
}

function effectOf(remedy: Remedy): string {
  const { before, after } = remedy;
  const removed = `${percent((before - after) / before)} of the throttles, ${formatCount(after)} are left`;
  return remedy.kind === 'pace'
    ? `${removed}; calls wait up to ${formatSeconds(remedy.delay)}.`
    : `${removed}.`;
}
