import type { AttributedTo, CallAttribution } from '../../query/engine/index.ts';

/** An attribution as JSON: each answer once, since callers share a few thousand of them. */
export interface PackedAttribution {
  readonly answers: readonly AttributedTo[];
  /** Ids are beyond what a number holds. */
  readonly callers: readonly (readonly [callerId: string, answer: number])[];
  readonly issuing: readonly (readonly [eventId: string, answer: number])[];
  readonly actors: readonly (readonly [accessKeyId: string, actor: string])[];
}

export function packed({ callers, issuing, actors }: CallAttribution): PackedAttribution {
  const numbers = new Map<string, number>();
  const numberOf = (who: AttributedTo) => {
    const text = JSON.stringify(answerOf(who));
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const found = {
    callers: [...callers].map(([id, who]) => [String(id), numberOf(who)] as const),
    issuing: [...issuing].map(([id, who]) => [id, numberOf(who)] as const),
    actors: [...actors],
  };
  return { answers: [...numbers.keys()].map((text) => JSON.parse(text) as AttributedTo), ...found };
}

export function unpacked({
  answers,
  callers,
  issuing,
  actors,
}: PackedAttribution): CallAttribution {
  return {
    callers: callers.flatMap(([id, number]) => withAnswer(BigInt(id), answers[number])),
    issuing: issuing.flatMap(([id, number]) => withAnswer(id, answers[number])),
    actors,
  };
}

function withAnswer<Id>(
  id: Id,
  answer: AttributedTo | undefined,
): readonly (readonly [Id, AttributedTo])[] {
  return answer ? [[id, answer]] : [];
}

/** What queries are told, and nothing beside. */
function answerOf(who: AttributedTo): AttributedTo {
  const { principal, system, component, confidence, reason, team, environment } = who;
  return {
    ...(principal !== undefined && { principal }),
    system,
    ...(component !== undefined && { component }),
    ...{ confidence, reason },
    ...(team !== undefined && { team }),
    ...(environment !== undefined && { environment }),
  };
}
