import { describe, expect, it } from 'vitest';
import { aCall } from './call.fixture.ts';
import { bySession, storyOf } from './story.ts';

const SECOND = 1_000_000;
const read = (seconds: number, name = 'DescribeInstances', source = 'ec2.amazonaws.com') =>
  aCall({ at: seconds * SECOND, name, source, readOnly: true });

describe('calls of one session', () => {
  it('go by who signed in when, not by their keys', () => {
    const arn = 'arn:aws:iam::111122223333:user/ada';
    const one = aCall({ credentials: { accessKeyId: 'ASIA1', arn, createdAt: 1 } });
    const same = aCall({ credentials: { accessKeyId: 'ASIA2', arn, createdAt: 1 } });
    const later = aCall({ credentials: { accessKeyId: 'ASIA1', arn, createdAt: 2 } });

    expect(bySession([one, same, later])).toEqual([[one, same], [later]]);
  });

  it('without a sign-in go by key and day', () => {
    const credentials = { accessKeyId: 'AKIA1', arn: 'arn:aws:iam::111122223333:user/ada' };
    const [day, next] = [aCall({ credentials }), aCall({ credentials, at: 86_400 * SECOND })];

    expect(bySession([day, next])).toEqual([[day], [next]]);
  });
});

describe('a story', () => {
  it('folds reads of one service, each at most a minute after the one before', () => {
    const { visits } = storyOf([
      read(0),
      read(60, 'DescribeVolumes'),
      read(70, 'ListRoles', 'iam.amazonaws.com'),
      read(120),
      read(181),
    ]);

    expect(visits.map(({ source, calls, names }) => [source, calls, names])).toEqual([
      ['ec2.amazonaws.com', 3, ['DescribeInstances', 'DescribeVolumes']],
      ['iam.amazonaws.com', 1, ['ListRoles']],
      ['ec2.amazonaws.com', 1, ['DescribeInstances']],
    ]);
  });

  it('tells what was typed in CloudShell apart from what was opened', () => {
    const { visits } = storyOf([read(0), { ...read(1), console: 'cloudshell' }, read(2)]);

    expect(visits.map(({ isTyped, calls }) => [isTyped, calls])).toEqual([
      [false, 2],
      [true, 1],
    ]);
  });

  it('begins anew after a change', () => {
    const { visits, changes } = storyOf([read(0), aCall({ at: 5 * SECOND }), read(10)]);

    expect([visits.length, changes.length]).toEqual([2, 1]);
  });

  it('leaves out what the console asks by itself', () => {
    const poll = read(1, 'DescribeEventAggregates', 'health.amazonaws.com');

    const { visits, polls, calls } = storyOf([read(0), poll]);

    expect([visits.length, polls, calls.length]).toEqual([1, 1, 2]);
  });

  it('tells once what was refused again and again, and no read that found nothing', () => {
    const denied = aCall({ outcome: 'denied', errorCode: 'AccessDenied' });
    const nothing = { ...read(2), outcome: 'error', errorCode: 'NoSuchBucketPolicy' };

    const { refusals, changes, visits } = storyOf([denied, denied, nothing]);

    expect(refusals.map(({ calls }) => calls)).toEqual([2]);
    expect([changes.length, visits.length]).toEqual([0, 1]);
  });

  it("keeps apart what a tool did with the console's credentials", () => {
    const { changes, tools } = storyOf([aCall(), aCall({ console: 'tool' })]);

    expect([changes.length, tools.length]).toEqual([1, 1]);
  });
});
