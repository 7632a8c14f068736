import { expect, it } from 'vitest';
import { rowsOf } from '../../query/engine/index.ts';
import { call, lakeWith, ROLE } from './asked.fixture.ts';
import { PRINCIPAL, WHO } from './who.ts';

const USER = 'arn:aws:iam::111122223333:user/ada';

it.each([
  ['a session', {}, ROLE, ROLE],
  ['a user', { type: 'IAMUser', arn: USER }, USER, USER],
  ['a service', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com', null],
  [
    'a session of another account',
    { type: 'AWSAccount', principalId: 'AROAEXAMPLE:nightly-4711', accountId: '444455556666' },
    'AROAEXAMPLE',
    null,
  ],
  [
    'somebody with a token',
    { type: 'WebIdentityUser', principalId: 'accounts.google.com:app:ada' },
    'accounts.google.com:app:ada',
    null,
  ],
  ['nobody', { type: 'AWSAccount' }, null, null],
])('%s is known by what stays from call to call', async (_, identity, who, principal) => {
  const more = Object.keys(identity).length > 0 ? { userIdentity: identity } : {};
  const { engine, close } = await lakeWith([call('a', more)]);

  const rows = await rowsOf(engine, `SELECT ${WHO}, ${PRINCIPAL} FROM cloudtrail_logs`);

  await close();
  expect(rows).toEqual([[who, principal]]);
});
