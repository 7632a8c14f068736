import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../src/analysis/callers/index.ts';
import { openPeople, type PeopleLake, writeRecords } from './people.fixture.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const PERSON = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::111122223333:assumed-role/admin/ada',
  accountId: '111122223333',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
};

/** A call of the console, as most are: through AWS's own back ends, with the flag. */
const CLICK = {
  eventVersion: '1.08',
  eventTime: '2026-01-31T12:00:00Z',
  eventType: 'AwsApiCall',
  eventCategory: 'Management',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  userAgent: 'AWS Internal',
  sourceIPAddress: 'AWS Internal',
  sessionCredentialFromConsole: 'true',
  userIdentity: PERSON,
};
const { sessionCredentialFromConsole: _, ...PLAIN } = CLICK;
const by = (change: object) => ({ userIdentity: { ...PERSON, ...change } });

/** What tells clicks from others, and what looks like it: each is one trap. */
const TRAPS: readonly (readonly [trap: string, record: object, console: string])[] = [
  ['the flag', CLICK, 'flag'],
  ['the flag and a browser', { ...CLICK, userAgent: FIREFOX }, 'flag'],
  ['the flag and no agent', { ...CLICK, userAgent: undefined }, 'flag'],
  ['the flag as a word that says no', { ...CLICK, sessionCredentialFromConsole: 'false' }, 'none'],
  [
    'the flag on what a service does',
    { ...CLICK, ...by({ invokedBy: 'sns.amazonaws.com' }) },
    'none',
  ],
  ['the flag and a command line', { ...CLICK, userAgent: 'aws-cli/2.15.0 Python/3.11' }, 'none'],
  [
    'the flag and an SDK in brackets',
    { ...CLICK, userAgent: '[Boto3/1.34.0 Botocore/1.34.0]' },
    'none',
  ],
  [
    'CloudShell',
    { ...CLICK, userAgent: 'aws-cli/2.15.0 Python/3.11 exec-env/CloudShell prompt/off' },
    'cloudshell',
  ],
  ["AWS's own clients without the flag", PLAIN, 'none'],
  ["AWS's own clients before there was a flag", { ...PLAIN, eventVersion: '1.05' }, 'agent'],
  ['Coral without the flag', { ...PLAIN, userAgent: 'Coral/Netty4' }, 'none'],
  ['a client of AWS on behalf', { ...PLAIN, ...by({ invokedBy: 'AWS Internal' }) }, 'none'],
  [
    'the console of old',
    {
      ...PLAIN,
      eventVersion: '1.04',
      userAgent: 'signin.amazonaws.com',
      ...by({ invokedBy: 'signin.amazonaws.com' }),
    },
    'agent',
  ],
  ['an agent of the console', { ...PLAIN, userAgent: 'console.ec2.amazonaws.com' }, 'agent'],
  [
    'an agent of the console in brackets',
    { ...PLAIN, userAgent: '[S3Console/0.4, aws-internal/3]' },
    'agent',
  ],
  ['a browser in brackets', { ...PLAIN, userAgent: `[${FIREFOX}]` }, 'agent'],
  ['an agent that names a browser', { ...PLAIN, userAgent: `my-tool like ${FIREFOX}` }, 'none'],
  [
    'a link to an object, opened in a browser',
    { ...PLAIN, eventCategory: 'Data', eventName: 'GetObject', userAgent: FIREFOX },
    'none',
  ],
  [
    'a browser of nobody that is known',
    {
      ...PLAIN,
      eventVersion: '1.05',
      userAgent: FIREFOX,
      userIdentity: { type: 'AWSAccount', principalId: '' },
    },
    'none',
  ],
  [
    'a browser that signs in',
    { ...PLAIN, userAgent: FIREFOX, ...by({ type: 'SAMLUser' }) },
    'none',
  ],
  ['a sign-in', { ...PLAIN, eventType: 'AwsConsoleSignIn', userAgent: FIREFOX }, 'none'],
  [
    'what happens by itself',
    { ...PLAIN, eventType: 'AwsServiceEvent', userAgent: FIREFOX },
    'none',
  ],
  ['an action of the console that is no API', { ...PLAIN, eventType: 'AwsConsoleAction' }, 'agent'],
  [
    'a service',
    { ...CLICK, userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } },
    'none',
  ],
  ['a session that is named like a person', { ...PLAIN, userAgent: 'Terraform/1.9.2' }, 'none'],
];

describe('calls.console', () => {
  let lake: PeopleLake;
  const told = new Map<string, unknown>();

  beforeAll(async () => {
    lake = await openPeople((folder) => {
      writeRecords(
        folder,
        TRAPS.map(([trap, record]) => ({ ...record, eventID: trap })),
      );
    });
    for await (const row of ask('SELECT eventid, console FROM calls', lake.asking)) {
      told.set(String(row.eventid), row.console);
    }
  });
  afterAll(async () => lake.close());

  it.each(TRAPS)('%s', (trap, _record, console) => {
    expect(told.get(trap)).toBe(console);
  });
});
