import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallAttribution } from '../../query/engine/index.ts';
import { type AskedLake, call, lakeWith } from './asked.fixture.ts';
import { systemsOverview } from './overview.ts';

/** Somebody of another account: the same caller, whatever is called. */
const STRANGER = { userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLE:run-1' } };
const ASSUMED = { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', ...STRANGER };

let lake: AskedLake;
beforeAll(async () => {
  lake = await lakeWith([
    call('a'),
    call('b', { errorCode: 'AccessDenied', recipientAccountId: '444455556666' }),
    call('c', { ...STRANGER, eventTime: '2026-06-02T12:00:00Z' }),
    call('d', { ...STRANGER, errorCode: 'Client.SlowDown' }),
    call('e', { ...ASSUMED, eventTime: '2026-06-04T12:00:00Z' }),
    call('f', { ...ASSUMED, errorCode: 'ValidationError' }),
  ]);
});
afterAll(() => lake.close());

function overview(times = {}) {
  return systemsOverview(lake.engine, nobody, times);
}
const nobody: CallAttribution = { answers: [], callers: [], issuing: [], actors: [] };

it('counts the calls of one caller that hand credentials out apart from its others', async () => {
  const found = await overview();

  expect(found).toMatchObject([
    {
      ...{ system: 'Unknown', calls: 6, errors: 1, denied: 1, throttled: 1 },
      ...{ principals: 1, accounts: 2 },
      ...{ firstTime: '2026-06-02T12:00:00Z', lastTime: '2026-06-04T12:00:00Z' },
    },
  ]);
});

it('counts what was called in a time', async () => {
  const found = await overview({ from: '2026-06-04T00:00:00Z' });

  expect(found).toMatchObject([{ system: 'Unknown', calls: 1, principals: 1 }]);
});
