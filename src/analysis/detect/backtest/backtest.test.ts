import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsOf } from '../alerts/alerts.fixture.ts';
import { anEvent, listed, ruleText, smallLake } from '../run/lake.fixture.ts';
import { backtest } from './backtest.ts';

const DAY = 86_400;
const lake = smallLake();

beforeAll(async () => {
  await lake.deliver([
    anEvent('first', 3 * DAY),
    anEvent('soon', 3 * DAY - 60),
    anEvent('later', 1 * DAY),
    anEvent('other', 1 * DAY, { eventName: 'DeleteUser' }),
  ]);
});

afterAll(() => lake[Symbol.dispose]());

function tested(text: string, times: { readonly from?: string; readonly to?: string } = {}) {
  const rules = listed(text);
  return backtest({
    ...{ rules, rule: rules.at(-1)?.rule.id ?? '', open: lake.open, contracts: {}, ...times },
    settings: settingsOf({ backfillAlerts: true }),
    suppressions: [],
  });
}

describe('a backtest', () => {
  it('counts matches and alerts by day and by actor, and keeps nothing', async () => {
    const found = await tested(ruleText('created', '{eventName: CreateUser}'));

    const actor = 'arn:aws:iam::111122223333:user/ada';
    expect(found).toMatchObject({ matches: 3, alerts: 2, suppressed: 0, exceptions: [] });
    expect(found.days).toEqual([
      { day: '2026-01-28', matches: 2, alerts: 1 },
      { day: '2026-01-30', matches: 1, alerts: 1 },
    ]);
    expect(found.actors).toEqual([{ actor, matches: 3, alerts: 2 }]);
    expect(lake.matches()).toEqual([]);
  });

  it('holds to the times that are wanted', async () => {
    const rule = ruleText('created', '{eventName: CreateUser}');

    const found = await tested(rule, { from: '2026-01-30T00:00:00Z' });

    expect(found.matches).toBe(1);
  });

  it('tries a rule of SQL too', async () => {
    const sql = "SELECT eventid FROM cloudtrail_logs WHERE eventname = 'DeleteUser'";

    const found = await tested(
      ruleText('by-sql', '{eventName: "*"}', `trailglass: {sql: "${sql}", every: 1h}`),
    );

    expect(found.matches).toBe(1);
  });
});
