import type { CallerRow } from '../../lake/catalog/index.ts';
import { type Busiest, BusiestTable, NOBODY_YET } from './busiest.ts';
import { type CallerColumns, merged, type NewCaller, NOBODY, placeOf } from './caller-columns.ts';
import { NameTable } from './name-table.ts';

/** Who is behind callers. */
export interface CallerAnswers extends CallerColumns {
  /** Who called, as short as it can be said without the name of a session. */
  readonly principals: readonly string[];
  readonly busiest: Busiest;
}

export const NO_CALLERS: CallerAnswers = {
  ids: new BigInt64Array(),
  own: new Uint32Array(),
  named: new Uint32Array(),
  services: new Uint32Array(),
  principals: [],
  busiest: NOBODY_YET,
};

export interface Asking {
  /** The number of the answer to a caller. */
  readonly ask: (caller: CallerRow) => number;
  /** Whether an answer names a system. */
  readonly isKnown: (answer: number) => boolean;
}

/** Answers as before, and to callers that are new. @param callers new ones and such as made more calls, by id */
export function withCallers(
  before: CallerAnswers,
  callers: Iterable<CallerRow>,
  { ask, isKnown }: Asking,
): CallerAnswers {
  const names = new NameTable(before.principals);
  const busiest = new BusiestTable(before.busiest);
  const added: NewCaller[] = [];
  let from = 0;
  for (const caller of callers) {
    const { callerId: id, principalArn, invokedBy } = caller;
    from = placeOf(before.ids, id, from);
    const kept = before.ids[from] === id ? before.own[from] : undefined;
    const own = kept ?? ask(caller);
    const named = placeIn(names, principalArn ?? invokedBy);
    if (kept === undefined) {
      added.push({ id, from, own, named, service: placeIn(names, invokedBy) });
    }
    if (isCandidate(caller) && isKnown(own)) busiest.take(named, caller);
  }
  return { ...merged(before, added), principals: names.all, busiest: busiest.all };
}

/** The same where callers of some principals have to be asked about again. @param callersOf reads them by their ids */
export function withNewAnswers(
  before: CallerAnswers,
  {
    isStale,
    callersOf,
    ask,
    isKnown,
  }: Asking & {
    readonly isStale: (principal: string) => boolean;
    readonly callersOf: (ids: Iterable<bigint>) => Iterable<CallerRow>;
  },
): CallerAnswers {
  const { ids, named, principals } = before;
  const stale = new Set(
    principals.flatMap((principal, place) => (isStale(principal) ? [place] : [])),
  );
  if (stale.size === 0) return before;
  const own = before.own.slice();
  const busiest = new BusiestTable(before.busiest);
  for (const place of stale) busiest.forget(place);
  const staleIds = ids.filter((_, at) => stale.has(named[at] ?? NOBODY));
  for (const caller of callersOf(staleIds)) {
    const at = placeOf(ids, caller.callerId);
    const answer = ask(caller);
    own[at] = answer;
    if (isCandidate(caller) && isKnown(answer)) busiest.take(named[at] ?? NOBODY, caller);
  }
  return { ...before, own, busiest: busiest.all };
}

/** Whoever calls himself may be whom a service acts for. */
function isCandidate({ principalArn, invokedBy }: CallerRow): boolean {
  return principalArn !== undefined && invokedBy === undefined;
}

function placeIn(names: NameTable, name: string | undefined): number {
  return name === undefined ? NOBODY : names.placeOf(name);
}
