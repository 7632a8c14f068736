import { describe, expect, it } from 'vitest';
import { NOW } from '../alerts/alerts.fixture.ts';
import { equalities } from '../alerts/equality.ts';
import { newSuppression, type SuppressionWish } from '../alerts/suppression.ts';
import { type Asking, checkSql, previewAsking } from '../alerts/suppression-sql.ts';
import { anEvent, listed, ruleText, type SmallLake, smallLake } from './lake.fixture.ts';

const RULES = listed(ruleText('created', '{eventName: CreateUser}'));
const BY_NAME = "SELECT eventid FROM cloudtrail_logs WHERE useridentity.username = 'robot'";

const ROBOT = {
  userIdentity: {
    ...{ type: 'IAMUser', accountId: '111122223333', principalId: 'AIDB', userName: 'robot' },
    arn: 'arn:aws:iam::111122223333:user/robot',
  },
};

/** Seconds before noon of the day before. */
const YESTERDAY = 86_400;

function suppress(lake: SmallLake, wish: Partial<SuppressionWish> = {}): void {
  const all = { rules: 'created', condition: equalities([]), reason: 'a job', owner: 'platform' };
  const row = newSuppression({ id: 's1', ...all, sql: BY_NAME, ...wish }, NOW);
  lake.catalog((catalog) => catalog.detect({ suppressions: [row] }));
}

function hiddenIn(lake: SmallLake): Readonly<Record<string, string | undefined>> {
  return lake.catalog(({ detections }) =>
    Object.fromEntries([...detections.matches()].map((one) => [one.eventId, one.suppressionId])),
  );
}

function askingOf(lake: SmallLake): Asking {
  return { openDays: (days) => lake.open(undefined, days) };
}

describe('a suppression of SQL', () => {
  it('hides the matches whose events its query names, and counts them', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('person', 60), anEvent('machine', 50, ROBOT)]);
    suppress(lake);

    const summary = await lake.detect(RULES);

    expect(hiddenIn(lake)).toEqual({ person: undefined, machine: 's1' });
    expect(summary).toMatchObject({ matches: 2, alerts: { opened: 1 } });
    expect(lake.catalog(({ detections }) => detections.suppressions()[0]?.hits)).toBe(1);
  });

  it('hides only where its fields hold too', async () => {
    using lake = smallLake();
    const abroad = { ...ROBOT, awsRegion: 'us-east-1' };
    await lake.deliver([anEvent('here', 60, ROBOT), anEvent('there', 50, abroad)]);
    suppress(lake, { condition: equalities(['awsRegion=us-east-1']) });

    await lake.detect(RULES);

    expect(hiddenIn(lake)).toEqual({ here: undefined, there: 's1' });
  });

  it('is asked over the days of the matches of its rules, and of no others', async () => {
    using lake = smallLake();
    await lake.deliver([
      anEvent('old', 2 * YESTERDAY, { eventName: 'DeleteUser' }),
      anEvent('one', YESTERDAY, ROBOT),
      anEvent('two', 60),
    ]);
    suppress(lake);
    suppress(lake, { id: 's2', rules: 'another' });

    await lake.detect(RULES);

    expect(lake.askedOf()).toEqual([['2026-01-30', '2026-01-31']]);
  });

  it('is not asked again where nothing new came in', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60, ROBOT)]);
    suppress(lake);
    await lake.detect(RULES);

    await lake.detect(RULES);

    expect(lake.askedOf()).toHaveLength(1);
  });

  it('hides firings of correlations too', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60, ROBOT), anEvent('two', 50, ROBOT)]);
    const many = `title: many
id: many
level: high
correlation:
  {type: event_count, rules: [created], group-by: [userIdentity.userName], timespan: 10m, condition: {gte: 2}}`;
    suppress(lake, { rules: 'many' });

    const rules = listed([ruleText('created', '{eventName: CreateUser}'), many].join('---\n'));
    const summary = await lake.detect(rules);

    expect(summary).toMatchObject({ alerts: { opened: 0 } });
    expect(lake.catalog(({ detections }) => detections.suppressions()[0]?.hits)).toBe(1);
  });

  it('that fails hides nothing, and is told of', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60, ROBOT)]);
    suppress(lake, { sql: 'SELECT eventid FROM table_that_is_gone' });

    const summary = await lake.detect(RULES);

    expect(summary).toMatchObject({ alerts: { opened: 1 }, unasked: [{ suppression: 's1' }] });
  });

  it('tells beforehand what it would have hidden', async () => {
    using lake = smallLake();
    await lake.deliver([
      anEvent('one', 60),
      anEvent('two', 50, ROBOT),
      anEvent('three', 40, ROBOT),
    ]);
    await lake.detect(RULES);

    const wish = { rules: 'created', condition: equalities([]), sql: BY_NAME };
    const found = await lake.catalog(({ detections }) =>
      previewAsking(wish, () => [...detections.matches()], askingOf(lake)),
    );

    expect(found).toEqual({ matches: 3, hidden: 2 });
  });
});

describe('the SQL of a suppression', () => {
  it('may be any query for event ids', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);
    const sql =
      'WITH few AS (SELECT eventname FROM cloudtrail_logs GROUP BY 1 HAVING count(*) < 9) SELECT e.EventID FROM cloudtrail_logs e JOIN few USING (eventname)';

    const check = checkSql(sql, askingOf(lake));

    await expect(check).resolves.toBeUndefined();
  });

  it.each([
    ['SELECT eventid\nFROM cloudtrail_log', 'TG_QUERY_INVALID', /line 2:6/],
    ['SELECT eventid, FROM cloudtrail_logs', 'TG_QUERY_INVALID', /line 1:17/],
    ['DROP TABLE cloudtrail_logs', 'TG_QUERY_INVALID', /line 1:1/],
    ['SELECT eventname FROM cloudtrail_logs', 'TG_SUPPRESSION_INVALID', /eventid/],
    ['SELECT count(*) AS eventid FROM cloudtrail_logs', 'TG_SUPPRESSION_INVALID', /eventid/],
    ['SHOW COLUMNS FROM cloudtrail_logs', 'TG_SUPPRESSION_INVALID', /eventid/],
  ])('%s is refused', async (sql, code, message) => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);

    const check = checkSql(sql, askingOf(lake));

    await expect(check).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
