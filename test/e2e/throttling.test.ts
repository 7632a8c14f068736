import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Truth } from '../../src/demo/organisation/index.ts';
import { command, rowsOf } from './cli.fixture.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';
import { makePlace } from './small-lake.fixture.ts';

interface Bucket {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly api: string;
  readonly throttled: number;
  readonly calls: number;
  readonly verdict: string;
  readonly callers: readonly Caller[];
  readonly fitted?: { readonly seen: number; readonly simulated: number };
}

interface Caller {
  readonly component?: string;
  readonly agent?: string;
  readonly principal: string;
  readonly calls: number;
  readonly throttled: number;
}

const place = makePlace();
afterAll(place.remove);

/** The buckets that a lake's doctor tells of. */
async function buckets(home: string, ...args: readonly string[]): Promise<readonly Bucket[]> {
  const { code, stdout } = await command(['throttling', '--json', ...args], { home });
  expect(code).toBe(0);
  return JSON.parse(stdout).buckets;
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('the storm of a generated trail', () => {
  const storm = () => {
    const truth = JSON.parse(readFileSync(join(place.folder, 'trail', 'truth.json'), 'utf8'));
    const { planted } = truth as Truth;
    if (!planted.storm) throw new Error('No storm is planted.');
    return planted.storm;
  };
  let found: readonly Bucket[];

  beforeAll(async () => {
    await place.run('generate', 'trail', '--events', '8000');
    await place.run('collect', 'trail');
    found = await buckets(place.home);
  });

  it('is found with all of its throttles', () => {
    const { account, region, service, throttled } = storm();

    expect(sumOf(found.map((bucket) => bucket.throttled))).toBe(throttled);
    for (const bucket of found) expect(bucket).toMatchObject({ account, region, service });
  });

  it('is laid at the door of its culprit, who is named first', async () => {
    const { culprit } = storm();

    for (const { callers, verdict } of found) {
      expect(callers[0]).toMatchObject({
        ...{ component: culprit.component, principal: culprit.principalArn },
      });
      expect(verdict).toBe('self-and-others');
    }
    const { stdout } = await place.run('throttling');
    expect(stdout).toContain(`${culprit.component} throttles itself and others`);
  });

  it('shows its victims', () => {
    const callers = found.flatMap((bucket) => bucket.callers);

    for (const { component, throttled } of storm().victims) {
      const own = callers.filter((caller) => caller.component === component);
      expect([component, sumOf(own.map((caller) => caller.throttled))]).toEqual([
        component,
        throttled,
      ]);
    }
  });

  it('counts as SQL does', async () => {
    const sql = `SELECT eventname, count(*) AS calls, count_if(outcome = 'throttled') AS throttled
      FROM calls WHERE recipientaccountid = '${storm().account}' AND awsregion = '${storm().region}'
      GROUP BY 1`;
    const { stdout } = await place.run('query', sql, '--output', 'ndjson');
    const counted = new Map(rowsOf(stdout).map((row) => [row.eventname, row]));

    for (const { api, callers, ...bucket } of found) {
      const { calls, throttled } = counted.get(api) ?? {};
      expect([bucket.calls, bucket.throttled]).toEqual([calls, throttled]);
      expect(sumOf(callers.map((caller) => caller.calls))).toBe(calls);
      expect(sumOf(callers.map((caller) => caller.throttled))).toBe(throttled);
      expect(bucket.fitted?.seen).toBe(throttled);
    }
  });

  it('is looked at as narrowly as wanted', async () => {
    const one = ['--service', 'ec2', '--api', 'DescribeTags', '--from', storm().from];

    expect(await buckets(place.home, ...one)).toMatchObject([{ api: 'DescribeTags' }]);
    expect(await buckets(place.home, '--region', 'ap-south-1')).toEqual([]);
    expect(await buckets(place.home, '--to', storm().from)).toEqual([]);
    expect(await buckets(place.home, '--limit', '1')).toHaveLength(1);
  });

  it('is compared with the week before, on the same weekdays', async () => {
    const day = Date.parse(storm().from.slice(0, 10));
    const dayAt = (days: number) => new Date(day + days * 86_400_000).toISOString().slice(0, 10);
    const ranges = [`${dayAt(-7)}..${dayAt(-6)}`, `${dayAt(-1)}..${dayAt(1)}`];

    const { stdout } = await place.run('throttling', '--json', '--compare', ...ranges);

    const { before, after, weekdays } = JSON.parse(stdout);
    expect(weekdays).toEqual([new Date(day).getUTCDay()]);
    expect(before).toMatchObject({ throttled: 0, perThousand: 0 });
    expect(after.throttled).toBe(storm().throttled);
    expect(after.perThousand).toBeCloseTo((1000 * storm().throttled) / after.calls);
  });

  it('is not compared with half a time', async () => {
    const { code, stderr } = await place.run('throttling', '--compare', '2026-06-01..2026-06-02');

    expect(code).toBe(2);
    expect(stderr).toContain('takes two times');
  });
});

describe('buckets', () => {
  const home = join(place.folder, 'records');
  const record = (second: number, id: string, fields: object) => ({
    ...{ eventVersion: '1.08', awsRegion: 'us-east-1', recipientAccountId: '111122223333' },
    ...{ eventTime: new Date(Date.UTC(2026, 5, 1, 12) + second * 1000).toISOString() },
    ...{ eventID: id, userIdentity: { type: 'AWSAccount', principalId: 'AIDAEXAMPLE' } },
    ...fields,
  });
  const route53 = { eventSource: 'route53.amazonaws.com' };
  const ec2 = { eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' };

  beforeAll(async () => {
    const records = [
      record(0, 'a', { ...route53, eventName: 'GetChange' }),
      record(1, 'b', { ...route53, eventName: 'GetChange', errorCode: 'Throttling' }),
      record(1, 'c', { ...route53, eventName: 'ListHostedZones', errorCode: 'Throttling' }),
      record(9, 'd', { ...ec2, requestParameters: { instancesSet: {}, filterSet: {} } }),
      record(9, 'e', { ...ec2, requestParameters: { maxResults: 5, filterSet: {} } }),
      record(9, 'f', { ...ec2, requestParameters: { filterSet: { items: [{ name: 'a' }] } } }),
      record(9, 'g', { ...ec2, errorCode: 'Client.RequestLimitExceeded' }),
    ];
    const file = join(place.folder, 'records.json');
    writeFileSync(file, JSON.stringify({ Records: records }));
    await command(['collect', file], { home });
  });

  it('of Route 53 are counted over all of its APIs', async () => {
    const [found] = await buckets(home, '--service', 'route53');

    expect(found).toMatchObject({ api: '*', throttled: 2, calls: 3 });
    const { stdout } = await command(['throttling'], { home });
    expect(stdout).toContain('1. route53 all APIs');
  });

  it('of EC2 say who asks without a filter and pages', async () => {
    const [found] = await buckets(home, '--service', 'ec2');

    expect(found).toMatchObject({ unfiltered: [{ caller: 0, calls: 1 }] });
  });

  it('are none in a lake without throttles', async () => {
    const { stdout } = await command(['throttling', '--service', 's3'], { home });

    expect(stdout).toBe('No call was throttled, as far as CloudTrail tells.\n');
  });
});

const STRATUS = sharedPath('data', 'real', 'invictus-stratus');

describe.skipIf(!STRATUS)(`Terraform on SSM${STRATUS ? '' : ` (skipped: ${ABSENT})`}`, () => {
  const home = join(place.folder, 'stratus');

  beforeAll(async () => {
    await command(['collect', STRATUS ?? ''], { home });
  });

  it('throttles itself in three buckets', async () => {
    const found = await buckets(home);

    const counts = found.map(({ service, api, throttled }) => [service, api, throttled]);
    expect(counts).toEqual([
      ['ssm.amazonaws.com', 'DescribeParameters', 39],
      ['ssm.amazonaws.com', 'DeleteParameter', 38],
      ['ssm.amazonaws.com', 'PutParameter', 25],
    ]);
    for (const { verdict, callers } of found) {
      expect(verdict).toBe('self');
      expect(callers[0]?.agent).toContain('Terraform/');
    }
  });

  it('is told so, with what would help', async () => {
    const { stdout } = await command(['throttling'], { home });

    expect(stdout).toContain('At least 102 calls were throttled, in 3 buckets');
    expect(stdout.match(/Terraform throttles itself/g)).toHaveLength(3);
    expect(stdout.match(/halving that removes (?:9\d|100) % of the throttles/g)).toHaveLength(3);
  });

  it('is fitted within a throttle or two', async () => {
    for (const { fitted, throttled } of await buckets(home)) {
      expect(Math.abs((fitted?.simulated ?? 0) - throttled)).toBeLessThanOrEqual(2);
    }
  });
});
