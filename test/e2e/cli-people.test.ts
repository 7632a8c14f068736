import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRecords } from './people.fixture.ts';
import { makePlace } from './small-lake.fixture.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0';
const ADA = 'arn:aws:iam::111122223333:user/ada';
const BEN = 'arn:aws:iam::111122223333:user/ben';
const CARL = 'arn:aws:iam::111122223333:user/carl';
const GROUP = {
  groupId: 'sg-1',
  ipPermissions: {
    items: [
      {
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
      },
    ],
  },
};

let count = 0;
function call(time: string, name: string, change: object = {}): object {
  return {
    ...{ eventVersion: '1.11', eventType: 'AwsApiCall', eventID: `e-${++count}` },
    ...{ eventTime: `2026-01-31T${time}Z`, eventName: name, awsRegion: 'eu-west-1' },
    ...{ eventSource: 'ec2.amazonaws.com', recipientAccountId: '111122223333' },
    ...{ sourceIPAddress: '203.0.113.7', userAgent: 'AWS Internal', readOnly: true },
    ...change,
  };
}

/** By a person in the console, whose keys change from call to call. */
function click(time: string, name: string, change: object = {}): object {
  const attributes = { creationDate: '2026-01-31T10:00:00Z', mfaAuthenticated: 'true' };
  const userIdentity = {
    ...{ type: 'IAMUser', arn: ADA, accountId: '111122223333', userName: 'ada' },
    ...{ accessKeyId: `ASIA${count}`, sessionContext: { attributes } },
  };
  return call(time, name, { sessionCredentialFromConsole: 'true', userIdentity, ...change });
}

const RECORDS = [
  call('10:00:01', 'ConsoleLogin', {
    ...{ eventType: 'AwsConsoleSignIn', eventSource: 'signin.amazonaws.com', readOnly: false },
    ...{ userAgent: BROWSER, additionalEventData: { MFAUsed: 'Yes' } },
    responseElements: { ConsoleLogin: 'Success' },
    userIdentity: { type: 'IAMUser', arn: ADA, accountId: '111122223333' },
  }),
  click('10:00:10', 'DescribeInstances'),
  click('10:00:40', 'DescribeVpcs'),
  click('10:00:41', 'DescribeEventAggregates', { eventSource: 'health.amazonaws.com' }),
  click('10:01:00', 'AuthorizeSecurityGroupIngress', { readOnly: false, requestParameters: GROUP }),
  click('10:02:00', 'DeleteVpc', {
    ...{ readOnly: false, requestParameters: { vpcId: 'vpc-1' } },
    errorCode: 'Client.UnauthorizedOperation',
  }),
  click('10:03:00', 'ListBuckets', {
    eventSource: 's3.amazonaws.com',
    userAgent: 'aws-cli/2.30.0',
  }),
  click('10:30:00', 'CreateVpc', {
    ...{ readOnly: false, responseElements: { vpc: { vpcId: 'vpc-2' } } },
    userIdentity: {
      ...{ type: 'IAMUser', arn: CARL, accountId: '111122223333', userName: 'carl' },
      ...{ accessKeyId: 'ASIACARL' },
      sessionContext: { attributes: { creationDate: '2026-01-31T10:20:00Z' } },
    },
  }),
  call('11:00:00', 'RevokeSecurityGroupIngress', {
    ...{ readOnly: false, requestParameters: GROUP, userAgent: 'aws-cli/2.30.0' },
    userIdentity: {
      ...{ type: 'IAMUser', arn: BEN, accountId: '111122223333' },
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    },
  }),
];

const place = makePlace();
afterAll(place.remove);
beforeAll(async () => {
  writeRecords(place.folder, RECORDS);
  await place.run('collect', 'records.json');
});

const print = async (...args: readonly string[]) => (await place.run(...args)).stdout;

describe('trailglass console', () => {
  it('tells who did what, and what became of it', async () => {
    expect(await print('console', '--person', 'ada')).toBe(`\
2026-01-31  user ada in 111122223333
  how      signed in to the console at 2026-01-31 10:00:01, with MFA
  from     203.0.113.7 with Firefox on Linux
  regions  eu-west-1
  10:00:10   opened EC2 > Instances, VPCs (2 calls)
  10:01:00 ● opened security group sg-1 (tcp 22 from 0.0.0.0/0)
             reverted at 2026-01-31 11:00:00 by user ben in 111122223333 (RevokeSecurityGroupIngress)
  10:02:00 ✗ tried DeleteVpc on vpc-1: Client.UnauthorizedOperation
  The session's credentials were used outside the console: 1 call from 203.0.113.7 with aws-cli/2.30.0
  and 1 call that the console made by itself

1 story of 1 person, 1 change: 1 reverted
`);
  });

  it('tells changes alone', async () => {
    const told = await print('console', '--changes');

    expect(told.split('\n').filter((line) => / \d\d:\d\d:\d\d . /.test(line))).toEqual([
      '  10:01:00 ● opened security group sg-1 (tcp 22 from 0.0.0.0/0)',
      '  10:30:00 ● created VPC vpc-2, open',
    ]);
  });

  it.each([[['--person', 'ben']], [['--account', '444455556666']], [['--from', '2026-02-01']]])(
    'says when nothing is left: %j',
    async (flags) => {
      expect(await print('console', ...flags)).toBe('No console session matches.\n');
    },
  );
});

describe('what somebody answers for', () => {
  const stated = async () => {
    const [story] = JSON.parse(await print('console', '--json', '--person', 'carl'));
    return { id: story.id, later: story.changes.map(({ later }: { later: object }) => later) };
  };
  const accept = (id: string) =>
    place.run('console', 'accept', id, '--reason', 'an incident', '--owner', 'platform');

  it('is accepted until it is opened again', async () => {
    const { id, later: before } = await stated();

    const accepted = await accept(id);

    expect(before).toEqual([{ state: 'open' }]);
    expect(accepted.stdout).toBe(`1 change of story ${id} accepted.\n`);
    expect((await stated()).later).toEqual([
      {
        ...{ state: 'accepted', owner: 'platform', reason: 'an incident' },
        ...{ at: expect.any(String), by: expect.any(String) },
      },
    ]);
    expect(await print('console', '--changes', '--person', 'carl')).toMatch(
      /accepted at .* by .* for platform: an incident/,
    );
    expect(await print('console')).toContain('2 changes: 1 reverted, 1 accepted');
    expect((await accept(id)).stderr).toContain('has no open change');

    await print('console', 'reopen', id);

    expect((await stated()).later).toEqual([{ state: 'open' }]);
    const log = JSON.parse(await print('console', 'accepted', '--json'));
    expect(log.map(({ what }: { what: string }) => what)).toEqual(['accepted', 'reopened']);
    expect(await print('console', 'accepted')).toContain('an incident');
  });

  it.each([
    [['accept', 'nothing', '--reason', 'x', '--owner', 'y'], 'No story is called "nothing"'],
    [['accept', 'nothing', '--reason', 'x'], "required option '--owner <name>'"],
    [['reopen', 'nothing'], 'No change of a story "nothing" is accepted'],
  ])('has to be there: %j', async (args, message) => {
    const { code, stderr } = await place.run('console', ...args);

    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('trailglass identity', () => {
  it('draws where a console session comes from', async () => {
    expect(await print('identity', 'e-5')).toBe(`\
user ada in 111122223333
  signed in to the console at 2026-01-31 10:00:01, with MFA
│
│  2026-01-31 10:00:01  ConsoleLogin from 203.0.113.7 with Firefox on Linux
▼
  ASIA4, with MFA

6 calls, 2026-01-31 10:00:10 to 10:03:00
  EC2     4, 1 change, 1 denied
  Health  1
  S3      1
  from 203.0.113.7 with AWS Internal: 5 calls
  from 203.0.113.7 with aws-cli/2.30.0: 1 call
`);
  });

  it('says of a static key that anybody may hold it', async () => {
    const told = await print('identity', 'AKIAIOSFODNN7EXAMPLE');

    expect(told.split('\n').slice(0, 2)).toEqual([
      'user ben in 111122223333',
      '  static key AKIAIOSFODNN7EXAMPLE: whoever holds it',
    ]);
  });
});
