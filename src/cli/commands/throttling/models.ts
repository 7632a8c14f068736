import { type Diagnosis, type Fit, MINUTES_READ } from '../../../analysis/throttle/index.ts';
import { formatCount, plural } from '../../../base/text/index.ts';

/** The token buckets that were held against what was seen, with their error. */
export function modelLines({ bucket, known, fitted, assumed }: Diagnosis): readonly string[] {
  const part = bucket.minutes > MINUTES_READ ? ` in the ${MINUTES_READ} worst minutes` : '';
  const lines = [
    ...(known ? [`Bucket by AWS's page: ${tellingOf(known, part)}`] : []),
    ...(fitted && assumed !== 'known' ? [`Bucket that fits: ${tellingOf(fitted, part)}`] : []),
  ];
  if (!fitted && !assumed) return [...lines, 'Too few throttles to fit a bucket.'];
  return assumed ? lines : [...lines, 'No bucket tells what was seen, so nothing is replayed.'];
}

function tellingOf({ size, refill, seen, simulated, matched }: Fit, part: string): string {
  const replayed = `replayed, ${plural(simulated, 'throttle')} (seen${part}: ${formatCount(seen)})`;
  const right = simulated === 0 ? '' : `, ${formatCount(matched)} in the right second`;
  return `${plural(size, 'token')}, ${refill} a second; ${replayed}${right}.`;
}
