import { xxh64 } from '../../base/hash/index.ts';
import type { Engine } from '../../query/engine/index.ts';
import { rowsOf, textOf, WHO } from './ask.ts';
import { ACTION } from './contract-dimensions.ts';

/** Calls of a system that are outside in the same way. */
export interface Breach {
  /** The same for the same kind, system, dimension and value, in every run: 16 hex digits. */
  readonly id: string;
  /** `contract`: outside of it. `new`: where a system without one had never been. */
  readonly kind: 'contract' | 'new';
  readonly system: string;
  readonly dimension: string;
  readonly value: string;
  readonly calls: number;
  readonly first: Evidence;
  readonly lastTime: string;
}

/** The first call of a group. */
export interface Evidence {
  readonly eventId: string | null;
  readonly time: string;
  readonly principal: string | null;
  readonly action: string;
}

/** Of calls in the same second the one whose event id is the least, so that a group is always told alike. */
const first = (what: string) => `min_by(${what}, eventtime || coalesce(eventid, ''))`;

/** The items of a SELECT that is grouped by system, dimension and value. */
export const GROUP = `system, dimension, value, count(*) AS calls, ${first('eventid')} AS event,
  min(eventtime) AS first_time, ${first(WHO)} AS principal, ${first(ACTION)} AS action,
  max(eventtime) AS last_time`;

/** Asks a text whose first columns are those of `GROUP`. */
export async function groupsOf(
  engine: Engine,
  kind: Breach['kind'],
  sql: string,
): Promise<readonly Breach[]> {
  const rows = await rowsOf(engine, sql);
  return rows.map(([system, dimension, value, calls, eventId, time, principal, action, last]) => {
    const group = {
      kind,
      system: String(system),
      dimension: String(dimension),
      value: String(value),
    };
    return {
      id: idOf(group),
      ...group,
      calls: Number(calls),
      first: {
        eventId: textOf(eventId),
        time: String(time),
        principal: textOf(principal),
        action: String(action),
      },
      lastTime: String(last),
    };
  });
}

function idOf({
  kind,
  system,
  dimension,
  value,
}: Pick<Breach, 'kind' | 'system' | 'dimension' | 'value'>) {
  const text = JSON.stringify([kind, system, dimension, value]);
  return xxh64(new TextEncoder().encode(text)).toString(16).padStart(16, '0');
}
