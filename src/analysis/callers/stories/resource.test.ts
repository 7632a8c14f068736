import { describe, expect, it } from 'vitest';
import { aCall } from './call.fixture.ts';
import { identitiesOf, resourceOf } from './resource.ts';

describe('the resource of a call', () => {
  it.each([
    ['PutRolePolicy', { policyName: 'p', roleName: 'r' }, 'r'],
    ['CreateSubnet', { vpcId: 'vpc-1' }, 'vpc-1'],
    ['DeleteObjects', { keys: ['a', 'b'], bucketName: 'b' }, 'b'],
    ['TerminateInstances', { instanceIds: ['i-1', 'i-2'] }, 'i-1'],
    ['RunInstances', { clientToken: 'x', imageId: 'ami-1' }, 'ami-1'],
  ])('%s of %j', (name, request, resource) => {
    expect(resourceOf(aCall({ name, request }))?.value).toBe(resource);
  });

  it('is what the record names where the request does not', () => {
    const call = aCall({ name: 'Invoke', arns: ['arn:aws:lambda:eu-west-1:1:function:f'] });

    expect(resourceOf(call)?.value).toBe('arn:aws:lambda:eu-west-1:1:function:f');
  });

  it('is unknown where nothing names one', () => {
    expect(resourceOf(aCall({ name: 'StartLogging' }))).toBeUndefined();
  });
});

describe('two calls are about one resource', () => {
  const byName = aCall({ name: 'UpdateFunctionCode', request: { functionName: 'f' } });
  const byArn = { functionName: 'arn:aws:lambda:eu-west-1:111122223333:function:f' };
  const shared = (other: Parameters<typeof aCall>[0]) => {
    const call = aCall({ name: 'PublishVersion', request: byArn, ...other });
    return [...identitiesOf(call)].some((name) => identitiesOf(byName).has(name));
  };

  it('by name and by ARN', () => {
    expect(shared({})).toBe(true);
  });

  it.each([
    [{ region: 'us-east-1' }],
    [{ account: '444455556666' }],
    [{ source: 's3.amazonaws.com' }],
  ])('but not elsewhere: %j', (other) => {
    expect(shared(other)).toBe(false);
  });
});
