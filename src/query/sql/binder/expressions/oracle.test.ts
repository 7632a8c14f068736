import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Evaluator, openEvaluator } from './evaluate.fixture.ts';
import {
  assertionCases,
  diffCases,
  differenceOf,
  hasOracle,
  type OracleCase,
} from './oracle.fixture.ts';

/** How many of a real server's answers are ours. These may only rise. */
const FLOOR = { assertions: 2695, diff: 4110 };

describe.skipIf(!hasOracle())('a real server (skipped where its answers are not at hand)', () => {
  let evaluator: Evaluator;

  beforeAll(async () => {
    evaluator = await openEvaluator();
  });

  afterAll(() => evaluator.close());

  it('gives the types, values and errors of the assertions', async () => {
    const { passed, report } = await compare(evaluator, assertionCases());

    expect(passed, report).toBeGreaterThanOrEqual(FLOOR.assertions);
  });

  it('gives the types, values and errors of expressions of our own', async () => {
    const { passed, report } = await compare(evaluator, diffCases());

    expect(passed, report).toBeGreaterThanOrEqual(FLOOR.diff);
  });
});

/** Counts by family; `report` names the families that lack some. */
async function compare(evaluator: Evaluator, cases: readonly OracleCase[]) {
  const families = new Map<string, { passed: number; all: number }>();
  for (const one of cases) {
    const actual = await evaluator.evaluate(one.sql);
    if (!actual) continue;
    const family = families.get(one.family) ?? { passed: 0, all: 0 };
    family.all += 1;
    if (!differenceOf(one, actual)) family.passed += 1;
    families.set(one.family, family);
  }
  const lacking = [...families].filter(([, { passed, all }]) => passed < all);
  const passed = [...families.values()].reduce((sum, family) => sum + family.passed, 0);
  return {
    passed,
    report: lacking.map(([name, one]) => `${name} ${one.passed} of ${one.all}`).join(', '),
  };
}
