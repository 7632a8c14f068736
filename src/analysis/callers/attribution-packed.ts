import type { AttributionAnswer } from './answer-table.ts';
import type { Attributed } from './attribute-callers.ts';
import type { CallerAnswers } from './caller-answers.ts';
import type { Origin } from './origin.ts';

/** An attribution as JSON; numbers as base64 of the machine's own bytes: of a caller, 27 characters. */
export interface PackedAttribution {
  readonly answers: readonly AttributionAnswer[];
  readonly callers: Readonly<Record<'ids' | 'own' | 'told' | 'named', string>>;
  readonly principals: readonly string[];
  readonly issuing: readonly (readonly [eventId: string, answer: number])[];
  readonly actors: readonly (readonly [accessKeyId: string, actor: string])[];
  readonly origins: readonly (readonly [role: string, origin: Origin])[];
  readonly read: number;
  readonly lastKey?: string;
}

export function packed(attributed: Attributed): PackedAttribution {
  const { answers, callers, issuing, sessions } = withUsedAnswers(attributed);
  const { lastKey } = sessions;
  return {
    answers,
    callers: {
      ids: textOf(callers.ids),
      own: textOf(callers.own),
      told: textOf(callers.told),
      named: textOf(callers.named),
    },
    principals: callers.principals,
    issuing: [...issuing],
    actors: [...sessions.actors],
    origins: [...sessions.origins],
    read: sessions.read,
    ...(lastKey !== undefined && { lastKey }),
  };
}

export function unpacked(kept: PackedAttribution): Attributed {
  const { ids, own, told, named } = kept.callers;
  const { lastKey } = kept;
  return {
    answers: kept.answers,
    callers: {
      ids: new BigInt64Array(bytesOf(ids)),
      own: new Uint32Array(bytesOf(own)),
      told: new Uint32Array(bytesOf(told)),
      named: new Uint32Array(bytesOf(named)),
      principals: kept.principals,
    },
    issuing: new Map(kept.issuing),
    sessions: {
      ...{ origins: new Map(kept.origins), actors: new Map(kept.actors), read: kept.read },
      ...(lastKey !== undefined && { lastKey }),
    },
  };
}

/** An answer that nobody gets any more would be kept for ever. */
function withUsedAnswers(attributed: Attributed): Attributed {
  const { answers, callers, issuing } = attributed;
  const used = new Set<number>();
  for (const numbers of [callers.own, callers.told, issuing.values()]) {
    for (const number of numbers) used.add(number);
  }
  const kept = [...used].sort((a, b) => a - b);
  const places = new Map(kept.map((number, place) => [number, place]));
  const placeOf = (number: number) => places.get(number) ?? number;
  const renumbered: CallerAnswers = {
    ...callers,
    own: callers.own.map(placeOf),
    told: callers.told.map(placeOf),
  };
  return {
    ...attributed,
    answers: answers.filter((_, number) => used.has(number)),
    callers: renumbered,
    issuing: new Map([...issuing].map(([eventId, number]) => [eventId, placeOf(number)])),
  };
}

function textOf({ buffer, byteOffset, byteLength }: BigInt64Array | Uint32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

/** Of their own: a Buffer may be a part of others, at a place where no number can begin. */
function bytesOf(text: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(text, 'base64')).buffer;
}
