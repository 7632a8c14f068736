import type { CallerCounts } from './caller.ts';
import type { ThrottledBucket } from './observations.ts';

/** A caller of whom only what matters is said; by default all it did went well, in one minute with throttles. */
export function aCaller(counts: Partial<CallerCounts> = {}): CallerCounts {
  const { near = 10, throttled = 0, component = 'Terraform' } = counts;
  return {
    ...{ system: 'Pipeline', component, principal: 'arn:aws:iam::111122223333:role/deploy' },
    ...{
      calls: near,
      ok: near - throttled,
      throttled,
      near,
      nearMinutes: 1,
      minutes: 1,
      regions: 1,
    },
    ...counts,
  };
}

export function aBucket(of: Partial<ThrottledBucket> = {}): ThrottledBucket {
  return {
    ...{ account: '111122223333', region: 'eu-west-1' },
    ...{ service: 'ec2.amazonaws.com', api: 'DescribeInstances' },
    ...{ throttled: 10, minutes: 1, first: 100, last: 109 },
    ...of,
  };
}
