import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Evaluator, openEvaluator } from '../../binder/expressions/evaluate.fixture.ts';
import type { JsonValue } from '../../results/json.ts';

/** Stands for the error that an expression gives instead of a value. */
export class Fails {
  readonly code: string;
  constructor(code = 'INVALID_FUNCTION_ARGUMENT') {
    this.code = code;
  }
}

export const INVALID = new Fails();

/** One test a group: each expression, run as a query is, has its value or fails with its error. */
export function testAnswers(
  groups: Readonly<Record<string, readonly (readonly [string, JsonValue | Fails])[]>>,
): void {
  let evaluator: Evaluator;
  beforeAll(async () => {
    evaluator = await openEvaluator();
  });
  afterAll(() => evaluator.close());

  for (const [name, cases] of Object.entries(groups)) {
    test(name, async () => {
      const expected = cases.map(([text, value]) => [
        text,
        value instanceof Fails ? value.code : value,
      ]);

      const actual: [string, JsonValue][] = [];
      for (const [text] of cases) actual.push([text, await answerOf(evaluator, text)]);

      expect(actual).toEqual(expected);
    });
  }
}

async function answerOf(evaluator: Evaluator, text: string): Promise<JsonValue> {
  const answer = await evaluator.evaluate(`SELECT ${text}`);
  if (!answer) return 'no expression';
  return 'error' in answer ? answer.error.code : (answer.values[0] ?? null);
}
