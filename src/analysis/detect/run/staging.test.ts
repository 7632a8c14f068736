import { describe, expect, it } from 'vitest';
import { toAlert } from '../alerts/alert.ts';
import { alertsIn } from '../alerts/alerts.fixture.ts';
import { contractRule } from '../rules/contract-rule.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import { anEvent, listed, ruleText, type SmallLake, smallLake } from './lake.fixture.ts';

const DAY = 24 * 3600;
const OLD = listed(ruleText('old', '{eventName: DeleteUser}'));
const NEW = listed(ruleText('new', '{eventName: CreateUser}'));
const BOTH = [...OLD, ...NEW];

/** Runs rules so many days after noon, when a new rule is tried for a week. */
function run(lake: SmallLake, rules: readonly ListedRule[], days = 0) {
  return lake.detect(rules, { after: days * DAY, stagingDays: 7 });
}

/** An event of its own hour, so many days after noon. */
function created(id: string, days: number) {
  return anEvent(id, -days * DAY);
}

/** Rule and mark of each alert, by the first match. */
function marksIn(lake: SmallLake) {
  return lake.catalog((catalog) =>
    alertsIn(catalog)
      .map(toAlert)
      .map(({ rule, staged = false }) => [rule, staged]),
  );
}

function stagedIn(lake: SmallLake): readonly string[] {
  return lake.catalog(({ detections }) =>
    detections.rules().flatMap(({ rule, stagedAt }) => (stagedAt === undefined ? [] : [rule])),
  );
}

describe('a rule that is new', () => {
  it('is staged where others are known: its alerts have the mark, theirs have not', async () => {
    using lake = smallLake();
    await run(lake, OLD);
    await lake.deliver([anEvent('one', 60), anEvent('two', 50, { eventName: 'DeleteUser' })]);

    const { alerts } = await run(lake, BOTH);

    expect(alerts.opened).toBe(2);
    expect(marksIn(lake)).toEqual([
      ['new', true],
      ['old', false],
    ]);
  });

  it('is not staged in the first run of all', async () => {
    using lake = smallLake();
    await lake.deliver([anEvent('one', 60)]);

    await run(lake, BOTH);

    expect(marksIn(lake)).toEqual([['new', false]]);
    expect(stagedIn(lake)).toEqual([]);
  });

  it('is not staged where none is, also not once some are', async () => {
    using lake = smallLake();
    await lake.detect(OLD);
    await lake.detect(BOTH);

    await run(lake, BOTH);

    expect(stagedIn(lake)).toEqual([]);
  });

  it('was there before it was switched on, and then is not new', async () => {
    using lake = smallLake();
    const off = NEW.map((one): ListedRule => ({ ...one, use: 'off' }));
    await run(lake, [...OLD, ...off]);

    await run(lake, BOTH);

    expect(stagedIn(lake)).toEqual([]);
  });

  it('is not staged where it says what a contract does', async () => {
    using lake = smallLake();
    await run(lake, OLD);

    await run(lake, [...OLD, contractRule([])]);

    expect(stagedIn(lake)).toEqual([]);
  });
});

describe('a staged rule', () => {
  it('alerts like others after its time', async () => {
    using lake = smallLake();
    await run(lake, OLD);
    await lake.deliver([anEvent('one', 60)]);
    await run(lake, BOTH);
    await lake.deliver([created('two', 6.9)]);
    await run(lake, BOTH, 6.9);
    await lake.deliver([created('three', 7)]);

    await run(lake, BOTH, 7);

    expect(marksIn(lake)).toEqual([
      ['new', true],
      ['new', true],
      ['new', false],
    ]);
  });

  it('stays so while it is loud', async () => {
    using lake = smallLake();
    await run(lake, OLD);
    await lake.deliver([anEvent('first', 60)]);
    await run(lake, BOTH);
    await lake.deliver(Array.from({ length: 10 }, (_, hour) => created(`e${hour}`, 1 + hour / 12)));
    await run(lake, BOTH, 2);

    await run(lake, BOTH, 8);
    const loud = stagedIn(lake);
    await run(lake, BOTH, 9);

    expect([loud, stagedIn(lake)]).toEqual([['new'], []]);
  });

  it('alerts at once where nothing is staged any more', async () => {
    using lake = smallLake();
    await run(lake, OLD);
    await run(lake, BOTH);

    await lake.detect(BOTH);

    expect(stagedIn(lake)).toEqual([]);
  });

  it('alerts at once when it was promoted, also with the next match of an alert', async () => {
    using lake = smallLake();
    await run(lake, OLD);
    await lake.deliver([anEvent('one', 60)]);
    await run(lake, BOTH);
    lake.catalog((catalog) =>
      catalog.detect({ stages: [{ rule: 'new', seenAt: 1, stagedAt: undefined }] }),
    );
    await lake.deliver([anEvent('two', 50)]);

    await run(lake, BOTH);

    expect(marksIn(lake)).toEqual([['new', false]]);
  });
});
