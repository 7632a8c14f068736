import { expect, it } from 'vitest';
import { call, lakeWith } from '../callers/asked.fixture.ts';
import { consult } from './doctor.ts';

function foreign(eventID: string, session: string): object {
  return call(eventID, {
    ...{ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' },
    errorCode: 'Client.RequestLimitExceeded',
    userIdentity: {
      ...{ type: 'AWSAccount', accountId: '444455556666' },
      principalId: `AROAEXAMPLE:${session}`,
    },
  });
}

it('takes the sessions of a foreign role for one caller', async () => {
  const { engine, close } = await lakeWith([foreign('a', 'run-1'), foreign('b', 'run-2')]);

  const { diagnoses } = await consult(engine, {}, { limit: 5 });

  await close();
  const callers = diagnoses.flatMap(({ parties }) =>
    parties.map(({ principal, throttled }) => [principal, throttled]),
  );
  expect(callers).toEqual([['AROAEXAMPLE', 2]]);
});
