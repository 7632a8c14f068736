import type { AttributionAnswer } from '../../query/engine/index.ts';

/** Answers by number, each once: callers share a few thousand of them. */
export class AnswerTable {
  readonly #answers: AttributionAnswer[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(known: readonly AttributionAnswer[] = []) {
    for (const answer of known) this.numberOf(answer);
  }

  /** In the order of their numbers. */
  get all(): readonly AttributionAnswer[] {
    return this.#answers;
  }

  numberOf(who: AttributionAnswer): number {
    const key = keyOf(who);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#answers.push(answerOf(who)) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** @throws RangeError for the number of no answer */
  at(number: number): AttributionAnswer {
    const answer = this.#answers[number];
    if (!answer) throw new RangeError(`there is no answer ${number}`);
    return answer;
  }
}

/** The same text for the same answer; no name holds a NUL. */
function keyOf(who: AttributionAnswer): string {
  const { system, component = '', confidence, reason, team = '', environment = '' } = who;
  return [system, component, confidence, team, environment, reason].join('\0');
}

/** What queries are told, and nothing beside. */
function answerOf(who: AttributionAnswer): AttributionAnswer {
  const { system, component, confidence, reason, team, environment } = who;
  return {
    system,
    ...(component !== undefined && { component }),
    ...{ confidence, reason },
    ...(team !== undefined && { team }),
    ...(environment !== undefined && { environment }),
  };
}
