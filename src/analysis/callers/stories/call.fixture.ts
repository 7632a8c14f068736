import type { StoryCall } from './console-call.ts';

/** A call of the console that changes something, unless it is told otherwise. */
export function aCall(change: Partial<StoryCall> = {}): StoryCall {
  return {
    ...{ eventId: 'e-1', at: 0, account: '111122223333', region: 'eu-west-1' },
    ...{ source: 'ec2.amazonaws.com', name: 'AuthorizeSecurityGroupIngress', readOnly: false },
    ...{ actor: 'ada', system: 'Console', outcome: 'ok', console: 'flag' },
    credentials: { accessKeyId: 'ASIA1', arn: 'arn:aws:iam::111122223333:user/ada', createdAt: 0 },
    ...{ request: {}, response: {}, arns: [] },
    ...change,
  };
}
