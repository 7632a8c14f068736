import { describe, expect, it } from 'vitest';
import { formatExpression } from '../../../query/sql/index.ts';
import { readRuleOf } from '../sigma/reading.fixture.ts';
import { mostMatches, planPasses } from './plan.ts';

/** Rules of one selection each, numbered in their order. */
function wanted(...selections: readonly string[]) {
  return selections.map((selection, number) => {
    const { condition } = readRuleOf(`selection: ${selection}\ncondition: selection`);
    return { number, condition };
  });
}

const numbered = (count: number, selection: (at: number) => string) =>
  wanted(...Array.from({ length: count }, (_, at) => selection(at)));

describe('a plan', () => {
  it('looks rules up by the names that they wait for', () => {
    const [pass, ...others] = planPasses(
      wanted('{eventName: [CreateUser, GetUser], eventSource: iam.amazonaws.com}'),
    );

    expect(others).toEqual([]);
    expect(pass).toMatchObject({ table: 'cloudtrail_logs', singles: [] });
    expect(pass?.candidates).toEqual([
      { name: 'createuser', source: 'iam.amazonaws.com', number: 0, class: 0 },
      { name: 'getuser', source: 'iam.amazonaws.com', number: 0, class: 0 },
    ]);
  });

  it('asks once what several rules leave to ask', () => {
    const [pass] = planPasses(
      wanted(
        '{eventName: CreateUser, errorCode: AccessDenied}',
        '{eventName: DeleteUser, errorCode: AccessDenied}',
        '{errorCode: AccessDenied, eventName: GetUser}',
        '{eventName: GetUser}',
      ),
    );

    expect(pass?.candidates.map((one) => one.class)).toEqual([0, 0, 0, 1]);
    expect(pass?.conditions.map(formatExpression)).toEqual([
      "coalesce(lower(errorcode) = 'accessdenied', FALSE)",
      'TRUE',
    ]);
  });

  it('asks rules without a name of every event, in the same statement', () => {
    const [pass, ...others] = planPasses(
      wanted('{eventName: CreateUser}', '{userIdentity.type: Root}'),
    );

    expect(others).toEqual([]);
    expect(pass?.candidates.map(({ number }) => number)).toEqual([0]);
    expect(pass?.singles.map(({ number }) => number)).toEqual([1]);
  });

  it('leaves out a rule that can hold for no event', () => {
    const { condition } = readRuleOf(`
one: {eventName: CreateUser}
two: {eventName: DeleteUser}
condition: one and two`);

    const passes = planPasses([{ number: 0, condition }]);

    expect(passes).toEqual([]);
  });

  it('reads calls for the rules that ask who is behind one, and for no others', () => {
    const passes = planPasses(
      wanted('{eventName: CreateUser}', '{eventName: CreateUser, system: terraform}'),
    );

    expect(
      passes.map(({ table, candidates }) => [table, candidates.map((one) => one.number)]),
    ).toEqual([
      ['cloudtrail_logs', [0]],
      ['calls', [1]],
    ]);
  });

  it('is cut where there are more classes than one statement takes', () => {
    const rules = numbered(700, (at) => `{eventName: Call${at}, errorCode: Code${at}}`);

    const passes = planPasses(rules);

    expect(passes.map(({ conditions }) => conditions.length)).toEqual([300, 300, 100]);
    expect(passes.flatMap(({ candidates }) => candidates.map(({ number }) => number))).toEqual(
      rules.map(({ number }) => number),
    );
    for (const { candidates, conditions } of passes) {
      expect(candidates.every((one) => one.class >= 0 && one.class < conditions.length)).toBe(true);
    }
  });

  it('is cut where more rules read every event than one statement takes', () => {
    const rules = numbered(90, (at) => `{errorCode: Code${at}}`);

    const passes = planPasses(rules);

    expect(passes.map(({ singles }) => singles.length)).toEqual([40, 40, 10]);
  });

  it('is empty for no rules', () => {
    const passes = planPasses([]);

    expect(passes).toEqual([]);
  });
});

describe('a plan for the names that occur', () => {
  const present = new Map([
    ['createuser', new Map([['iam.amazonaws.com', 5]])],
    [
      'getuser',
      new Map([
        ['iam.amazonaws.com', 100],
        ['other.amazonaws.com', 1],
      ]),
    ],
  ]);

  it('holds no others', () => {
    const rules = wanted(
      '{eventName: [CreateUser, DeleteUser]}',
      '{eventName: CreateUser, eventSource: other.amazonaws.com}',
    );

    const [pass] = planPasses(rules, { present });

    const source = 'iam.amazonaws.com';
    expect(pass?.candidates).toEqual([{ name: 'createuser', source, number: 0, class: 0 }]);
  });

  it('asks the class with the most events first', () => {
    const rules = wanted(
      '{eventName: CreateUser, errorCode: A}',
      '{eventName: GetUser, errorCode: B}',
    );

    const [pass] = planPasses(rules, { present });

    expect([...new Set(pass?.candidates.map(({ number }) => number))]).toEqual([1, 0]);
  });

  it('leaves the source open where events of the name have none', () => {
    const open = new Map([
      [
        'createuser',
        new Map([
          ['', 1],
          ['iam.amazonaws.com', 2],
        ]),
      ],
    ]);

    const [pass] = planPasses(wanted('{eventName: CreateUser}'), { present: open });

    expect(pass?.candidates).toEqual([{ name: 'createuser', number: 0, class: 0 }]);
  });

  it('leaves rules that wait for no name as they are', () => {
    const [pass] = planPasses(wanted('{errorCode: A}'), { present: new Map() });

    expect(pass?.singles.map(({ number }) => number)).toEqual([0]);
  });

  it('is empty where none occurs', () => {
    const passes = planPasses(wanted('{eventName: CreateUser}'), { present: new Map() });

    expect(passes).toEqual([]);
  });
});

it('the matches of a pass are no more than its names have events, and all events for a rule without a name', () => {
  const present = new Map([
    [
      'getuser',
      new Map([
        ['iam.amazonaws.com', 3],
        ['sso.amazonaws.com', 4],
      ]),
    ],
    ['putuser', new Map([['', 1]])],
  ]);
  const rules = wanted(
    '{eventName: GetUser}',
    '{eventName: GetUser, eventSource: iam.amazonaws.com}',
    '{eventName: PutUser}',
    '{eventName: NeverSeen}',
    '{userAgent: a}',
    '{userAgent: b}',
  );

  const most = planPasses(rules, { present }).map((pass) => mostMatches(pass, present));

  expect(most).toEqual([7 + 3 + 1 + 2 * 8]);
});
