/** Who is behind callers: by number, in the order of the callers' ids. Twenty bytes a caller. */
export interface CallerColumns {
  readonly ids: BigInt64Array;
  /** Numbers of answers, by what callers themselves show. */
  readonly own: Uint32Array;
  /** Places of principals; of a caller without one, `NOBODY`. */
  readonly named: Uint32Array;
  /** Places of services that call on a principal's behalf. */
  readonly services: Uint32Array;
}

/** The place of no name. */
export const NOBODY = 0xffffffff;

export interface NewCaller {
  readonly id: bigint;
  /** Its place among the callers that were there, see `placeOf`. */
  readonly from: number;
  readonly own: number;
  readonly named: number;
  readonly service: number;
}

/** The first place whose id is not smaller. */
export function placeOf(ids: BigInt64Array, id: bigint, from = 0): number {
  let [low, high] = [from, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? id) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param added by id */
export function merged(before: CallerColumns, added: readonly NewCaller[]): CallerColumns {
  const length = before.ids.length + added.length;
  const after: CallerColumns = {
    ids: new BigInt64Array(length),
    own: new Uint32Array(length),
    named: new Uint32Array(length),
    services: new Uint32Array(length),
  };
  let from = 0;
  for (const [count, caller] of added.entries()) {
    if (caller.from > from) move(before, after, { from, to: caller.from, by: count });
    from = caller.from;
    const at = from + count;
    after.ids[at] = caller.id;
    after.own[at] = caller.own;
    after.named[at] = caller.named;
    after.services[at] = caller.service;
  }
  move(before, after, { from, to: before.ids.length, by: added.length });
  return after;
}

function move(
  before: CallerColumns,
  after: CallerColumns,
  { from, to, by }: { readonly from: number; readonly to: number; readonly by: number },
): void {
  after.ids.set(before.ids.subarray(from, to), from + by);
  after.own.set(before.own.subarray(from, to), from + by);
  after.named.set(before.named.subarray(from, to), from + by);
  after.services.set(before.services.subarray(from, to), from + by);
}
