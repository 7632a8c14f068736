import { describe, expect, it } from 'vitest';
import { alwaysFailing, siblingsAmong } from './findings.ts';
import { aCaller } from './parties.fixture.ts';
import { partiesOf } from './verdict.ts';

describe('polling in vain', () => {
  it('is many calls over minutes of which none succeeds', () => {
    const parties = partiesOf([
      aCaller({ calls: 30, ok: 1, minutes: 30 }),
      aCaller({ calls: 30, ok: 0, minutes: 30 }),
      aCaller({ calls: 30, ok: 0, minutes: 1 }),
      aCaller({ calls: 3, ok: 0, minutes: 3 }),
    ]);

    expect(alwaysFailing(parties)).toEqual([1]);
  });
});

describe('several of one kind', () => {
  const exporter = (principal: string, near: number) =>
    aCaller({ system: 'Monitoring', component: 'YACE', principal, near });

  it('are principals that run the same component', () => {
    const parties = partiesOf([exporter('a', 50), aCaller({ near: 20 }), exporter('b', 30)]);

    expect(siblingsAmong(parties)).toEqual([
      { system: 'Monitoring', component: 'YACE', callers: [0, 2], shareOfCalls: 0.8 },
    ]);
  });

  it('are not people with one tool', () => {
    const people = ['a', 'b'].map((principal) =>
      aCaller({ system: 'Command line', component: 'AWS CLI', principal }),
    );

    expect(siblingsAmong(partiesOf(people))).toEqual([]);
  });

  it('are none when they hardly call, or not near throttles', () => {
    const few = [aCaller({ near: 100 }), exporter('a', 4), exporter('b', 4)];
    const away = [exporter('a', 100), exporter('b', 0)];

    expect([...siblingsAmong(partiesOf(few)), ...siblingsAmong(partiesOf(away))]).toEqual([]);
  });
});
