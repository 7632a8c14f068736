import { expect, it, onTestFinished } from 'vitest';
import { call, lakeWith, SYSTEM } from './asked.fixture.ts';
import { learnContract } from './contract-learn.ts';

const on = (day: string, more: object = {}) =>
  call(`${day} ${JSON.stringify(more)}`, { eventTime: `${day}T12:00:00Z`, ...more });
const WRITE = { eventName: 'PutObject', readOnly: false };

async function learnt(records: readonly object[], to?: string): Promise<string | undefined> {
  const { engine, close } = await lakeWith(records);
  onTestFinished(close);
  return learnContract(engine, SYSTEM, { days: 30, ...(to !== undefined && { to }) });
}

it('learns what was used on two days, and tells of the rest in comments', async () => {
  const yaml = await learnt([
    on('2026-04-01', { awsRegion: 'us-west-1' }),
    on('2026-06-01'),
    on('2026-06-02'),
    on('2026-06-02', WRITE),
    on('2026-06-02', { eventSource: 'rds.amazonaws.com', awsRegion: 'us-east-1' }),
  ]);

  expect(yaml).toBe(`contracts:
  Reporting:
    # Learnt from 4 calls, 2026-06-01 to 2026-06-02.
    accounts:
      - "111122223333" # 2 days
    regions:
      - eu-west-1 # 2 days
      # On one day only, 2026-06-02, 1 call: us-east-1
    services:
      - s3.amazonaws.com # 2 days, writes on 1
      # On one day only, 2026-06-02, 1 call: rds.amazonaws.com
    readonly: true
    # Writes on one day only, 2026-06-02, 1 call.
`);
});

it.each([
  ['true', [on('2026-06-01'), on('2026-06-02')]],
  ['false', [on('2026-06-01', WRITE), on('2026-06-02', WRITE)]],
])('says readonly: %s after what it saw', async (level, records) => {
  expect(await learnt(records)).toContain(`\n    readonly: ${level}\n`);
});

it('learns nothing from one day, from nobody, and from what comes after the end', async () => {
  const records = [on('2026-06-01'), on('2026-06-02')];

  expect(await learnt(records, '2026-06-02')).toBeUndefined();
  expect(await learnt(records, '2026-05-01')).toBeUndefined();
});
