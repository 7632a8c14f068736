import type { Bucket } from './bucket.ts';
import type { TokenBucket } from './token-bucket.ts';

const EC2 = 'ec2.amazonaws.com';

/** Reads that have a smaller bucket for calls without a filter and without pages. */
const COSTLY_READS: ReadonlySet<string> = new Set([
  'DescribeInstances',
  'DescribeInstanceStatus',
  'DescribeNetworkInterfaces',
  'DescribeSecurityGroups',
  'DescribeSnapshots',
  'DescribeSpotInstanceRequests',
  'DescribeVolumes',
]);

const OWN: Readonly<Record<string, TokenBucket>> = {
  RunInstances: { size: 5, refill: 2 },
  StartInstances: { size: 5, refill: 2 },
  CreateTags: { size: 100, refill: 10 },
  CreateVolume: { size: 100, refill: 5 },
  CreateVpcEndpoint: { size: 4, refill: 0.3 },
};

const READ: TokenBucket = { size: 100, refill: 20 };
const UNFILTERED: TokenBucket = { size: 50, refill: 10 };
const CHANGE: TokenBucket = { size: 50, refill: 5 };

/**
 * The bucket that AWS's page gives an API; undefined where it tells none. An account may have been given another.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export function knownBucket(
  { service, api }: Bucket,
  isUnfiltered: boolean,
): TokenBucket | undefined {
  if (service !== EC2) return undefined;
  if (isUnfiltered && COSTLY_READS.has(api)) return UNFILTERED;
  if (/^(Describe|List|Search|Get)/.test(api)) return READ;
  return OWN[api] ?? CHANGE;
}

/** Whether calls without a filter have a smaller bucket here. */
export function asksForFilters({ service, api }: Bucket): boolean {
  return service === EC2 && COSTLY_READS.has(api);
}
