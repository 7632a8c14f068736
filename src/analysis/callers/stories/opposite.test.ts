import { describe, expect, it } from 'vitest';
import { aCall } from './call.fixture.ts';
import { isOpposite, oppositesOf } from './opposite.ts';

describe('the opposite of a change', () => {
  it.each([
    ['AuthorizeSecurityGroupIngress', ['RevokeSecurityGroupIngress']],
    ['DisableKeyRotation', ['EnableKeyRotation']],
    ['PutBucketPolicy', ['DeleteBucketPolicy']],
    ['DeleteBucket', []],
    ['UpdateTrail', []],
    ['constructor', []],
  ])('of %s', (name, opposites) => {
    expect(oppositesOf(name)).toEqual(opposites);
  });

  const port = (number: number) => ({ items: [{ ipProtocol: 'tcp', fromPort: number }] });

  it('is about the same thing', () => {
    const opened = aCall({ request: { groupId: 'sg-1', ipPermissions: port(22) } });
    const closed = (ipPermissions: object) =>
      aCall({
        name: 'RevokeSecurityGroupIngress',
        request: { groupId: 'sg-1', ipPermissions },
      });

    expect(isOpposite(opened, closed(port(22)))).toBe(true);
    expect(isOpposite(opened, closed(port(443)))).toBe(false);
  });

  it('may say less than the change', () => {
    const set = aCall({ name: 'PutBucketPolicy', request: { bucketName: 'b', bucketPolicy: {} } });
    const deleted = aCall({ name: 'DeleteBucketPolicy', request: { bucketName: 'b' } });

    expect(isOpposite(set, deleted)).toBe(true);
  });
});
