import { xxh64 } from '../../base/hash/index.ts';
import { type Engine, rowsOf } from '../../query/engine/index.ts';
import { textLiteral } from '../../query/sql/index.ts';
import { textIn } from './answers.ts';
import { ACTION } from './contract-dimensions.ts';
import { WHO } from './who.ts';

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
interface Evidence {
  readonly eventId: string | null;
  readonly time: string;
  readonly principal: string | null;
  readonly action: string;
}

/** A dimension by its name, and as SQL the value that a row of `calls` is counted under; NULL: it is not. */
export interface Counted {
  readonly name: string;
  readonly value: string;
}

/** Of calls in the same second the one whose event id is the least, so that a group is always told alike. */
const KEY = `eventtime || coalesce(eventid, '')`;

/**
 * Calls by system, dimension and value. Rows are first counted by all values at once: of these groups there are few,
 * and only they are taken apart into dimensions.
 * @param where a WHERE clause for the calls
 */
export function groupsSql(counted: readonly Counted[], where: string): string {
  const names = counted.map(({ name }) => textLiteral(name)).join(', ');
  const values = counted.map((_, at) => `v${at}`);
  const items = counted.map(({ value }, at) => `${value} AS v${at}`).join(', ');
  const keys = [...values.keys()].map((at) => at + 2).join(', ');
  return `SELECT system, dimension, value, sum(calls) AS calls, min_by(evidence, first_key) AS evidence,
      min(first_time) AS first_time, max(last_time) AS last_time, min(first_ts) AS first_ts
    FROM (SELECT system, ${items}, count(*) AS calls, min(${KEY}) AS first_key,
        min_by(ARRAY[eventid, ${WHO}, ${ACTION}], ${KEY}) AS evidence,
        min(eventtime) AS first_time, max(eventtime) AS last_time, min(ts) AS first_ts
      FROM calls ${where} GROUP BY 1, ${keys})
    CROSS JOIN UNNEST(ARRAY[${names}], ARRAY[${values.join(', ')}]) AS t (dimension, value)
    WHERE value IS NOT NULL GROUP BY system, dimension, value`;
}

/** Asks for the groups of a text with the columns of `groupsSql`, the earliest first. */
export async function groupsOf(
  engine: Engine,
  kind: Breach['kind'],
  sql: string,
): Promise<readonly Breach[]> {
  const rows = await rowsOf(
    engine,
    `SELECT system, dimension, value, calls, first_time, last_time, evidence[1], evidence[2], evidence[3]
     FROM (${sql}) ORDER BY first_time, system, dimension, value`,
  );
  return rows.map(
    ([system, dimension, value, calls, time, lastTime, eventId, principal, action]) => {
      const key = { kind, system: String(system), dimension: String(dimension) };
      const group = { ...key, value: String(value) };
      return {
        id: idOf(group),
        ...group,
        calls: Number(calls),
        first: {
          ...{ eventId: textIn(eventId) ?? null, time: String(time) },
          ...{ principal: textIn(principal) ?? null, action: String(action) },
        },
        lastTime: String(lastTime),
      };
    },
  );
}

type Key = Pick<Breach, 'kind' | 'system' | 'dimension' | 'value'>;

function idOf({ kind, system, dimension, value }: Key): string {
  const text = JSON.stringify([kind, system, dimension, value]);
  return xxh64(new TextEncoder().encode(text)).toString(16).padStart(16, '0');
}
