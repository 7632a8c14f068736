import { expect, it } from 'vitest';
import { readPrincipal } from './principal.ts';

it.each([
  [
    'arn:aws:sts::111122223333:assumed-role/deploy/GitHubActions',
    { account: '111122223333', kind: 'role', name: 'deploy', session: 'GitHubActions' },
  ],
  [
    'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
    {
      account: '111122223333',
      kind: 'role',
      name: 'AWSServiceRoleForECS',
      path: '/aws-service-role/ecs.amazonaws.com/',
    },
  ],
  [
    'arn:aws-cn:iam::111122223333:user/ops/ada',
    { account: '111122223333', kind: 'user', name: 'ada', path: '/ops/' },
  ],
  ['arn:aws:iam::111122223333:root', { account: '111122223333', kind: 'root' }],
  ['HIDDEN_DUE_TO_SECURITY_REASONS', {}],
  ['', {}],
])('reads %s', (arn, expected) => {
  expect(readPrincipal(arn)).toEqual(expected);
});
