import type { CallerRow } from '../../lake/catalog/index.ts';
import type { AnswerTable, AttributionAnswer } from './answer-table.ts';

/**
 * A service that acts on behalf of a caller shows its own user agent: the system is that of the principal's other
 * callers, the busiest first. Who is the busiest may change with each call, so that this is worked out of all callers.
 * @param own the numbers of the answers to the callers
 */
export function onBehalf(
  callers: readonly CallerRow[],
  own: Uint32Array,
  answers: AnswerTable,
): Uint32Array {
  const unknown = (at: number) => answers.at(own[at] ?? 0).confidence === 'unknown';
  const wanted = new Set<string>();
  for (const [at, { principalArn, invokedBy }] of callers.entries()) {
    if (principalArn !== undefined && invokedBy !== undefined && unknown(at)) {
      wanted.add(principalArn);
    }
  }
  const busiest = new Map<string, number>();
  for (const [at, { principalArn = '', invokedBy, events }] of callers.entries()) {
    if (invokedBy !== undefined || !wanted.has(principalArn) || unknown(at)) continue;
    const most = callers[busiest.get(principalArn) ?? -1]?.events ?? 0;
    if (events > most) busiest.set(principalArn, at);
  }
  return own.map((number, at) => {
    const { invokedBy, principalArn = '' } = callers[at] ?? {};
    if (invokedBy === undefined || !unknown(at)) return number;
    const self = own[busiest.get(principalArn) ?? -1];
    const behind = self === undefined ? undefined : answers.at(self);
    return answers.numberOf(behind ? behalfOf(behind, invokedBy) : serviceAlone(invokedBy));
  });
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
