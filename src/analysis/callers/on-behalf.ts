import type { AttributionAnswer } from '../../query/engine/index.ts';
import type { AnswerTable } from './answer-table.ts';
import type { CallerAnswers } from './caller-answers.ts';
import { NOBODY, placeOf } from './caller-columns.ts';

/**
 * A service that acts on behalf of a caller shows its own user agent: the system is that of the principal's other
 * callers, the busiest first. Who is the busiest may change with each call, so that this is worked out of all callers.
 * @returns the numbers of the answers that queries are told
 */
export function onBehalf(callers: CallerAnswers, answers: AnswerTable): Uint32Array {
  const { own, services, principals } = callers;
  const told = own.slice();
  for (const [at, place] of services.entries()) {
    if (place === NOBODY) continue;
    if (answers.at(own[at] ?? 0).confidence !== 'unknown') continue;
    const service = principals[place] ?? '';
    const behind = busiestAnswer(callers, at);
    told[at] = answers.numberOf(
      behind === undefined ? serviceAlone(service) : behalfOf(answers.at(behind), service),
    );
  }
  return told;
}

/** The number of the answer to the busiest caller of the principal that a service acts for. */
function busiestAnswer(
  { ids, own, named, services, busiest }: CallerAnswers,
  at: number,
): number | undefined {
  const principal = named[at] ?? NOBODY;
  // Without a principal the service itself is named.
  if (principal === services[at] || !busiest.events[principal]) return undefined;
  return own[placeOf(ids, busiest.ids[principal] ?? 0n)];
}

function behalfOf(behind: AttributionAnswer, service: string): AttributionAnswer {
  const reason = `${service} on behalf of the principal, whose own calls say: ${behind.reason}`;
  return { ...behind, reason };
}

/** A role that only a service uses is the service's for all that calls tell. */
function serviceAlone(service: string): AttributionAnswer {
  return {
    system: 'AWS services',
    component: service,
    confidence: 'claimed',
    reason: `${service} on behalf of a principal that makes no calls of its own`,
  };
}
