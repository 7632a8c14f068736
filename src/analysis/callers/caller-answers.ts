import type { CallerRow } from '../../lake/catalog/index.ts';

/** Who is behind callers: numbers of answers, in the order of the callers' ids. Twenty bytes a caller. */
export interface CallerAnswers {
  readonly ids: BigInt64Array;
  /** By what the caller itself shows. */
  readonly own: Uint32Array;
  /** As queries are told: of a service on somebody's behalf, who that is. */
  readonly told: Uint32Array;
  /** Places of names in `principals`; of a caller without one, a place beyond them. */
  readonly named: Uint32Array;
  readonly principals: readonly string[];
}

export const NO_CALLERS: CallerAnswers = {
  ids: new BigInt64Array(),
  own: new Uint32Array(),
  told: new Uint32Array(),
  named: new Uint32Array(),
  principals: [],
};

export interface Asked {
  readonly before: CallerAnswers;
  /** Whether something else is known of a caller now than when it was asked about. */
  readonly isStale: (caller: CallerRow) => boolean;
  /** The number of the answer to a caller. */
  readonly ask: (caller: CallerRow) => number;
}

/** Answers as before, and to callers that are new or stale. @param callers in the order of their ids */
export function ownAnswers(
  callers: readonly CallerRow[],
  { before, isStale, ask }: Asked,
): Uint32Array {
  let place = 0;
  return Uint32Array.from(callers, (caller) => {
    const { callerId } = caller;
    while ((before.ids[place] ?? callerId) < callerId) place++;
    const kept = before.ids[place] === callerId ? before.own[place] : undefined;
    return kept === undefined || isStale(caller) ? ask(caller) : kept;
  });
}

/** Who called, as short as it can be said without the name of a session. */
export function principalsOf(
  callers: readonly CallerRow[],
): Pick<CallerAnswers, 'named' | 'principals'> {
  const places = new Map<string, number>();
  const named = Uint32Array.from(callers, ({ principalArn, invokedBy }) => {
    const principal = principalArn ?? invokedBy;
    if (principal === undefined) return NOBODY;
    const place = places.get(principal) ?? places.size;
    places.set(principal, place);
    return place;
  });
  return { named, principals: [...places.keys()] };
}

const NOBODY = 0xffffffff;
