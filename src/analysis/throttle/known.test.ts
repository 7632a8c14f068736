import { expect, it } from 'vitest';
import { asksForFilters, knownBucket } from './known.ts';
import { aBucket } from './parties.fixture.ts';

it.each([
  ['DescribeInstances', false, { size: 100, refill: 20 }],
  ['DescribeInstances', true, { size: 50, refill: 10 }],
  ['DescribeRegions', true, { size: 100, refill: 20 }],
  ['RunInstances', false, { size: 5, refill: 2 }],
  ['CreateVpcEndpoint', false, { size: 4, refill: 0.3 }],
  ['DeleteVolume', false, { size: 50, refill: 5 }],
])('knows the bucket of %s, unfiltered: %s', (api, isUnfiltered, bucket) => {
  expect(knownBucket(aBucket({ api }), isUnfiltered)).toEqual(bucket);
});

it('knows nothing of other services', () => {
  const bucket = aBucket({ service: 'ssm.amazonaws.com', api: 'DescribeInstances' });

  expect([knownBucket(bucket, false), asksForFilters(bucket)]).toEqual([undefined, false]);
});
