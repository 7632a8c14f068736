import { readEventTime } from '../../../cloudtrail/records/index.ts';
import { type Engine, namedRows } from '../../../query/engine/index.ts';
import { formatExpression } from '../../../query/sql/index.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import { conditionOf } from '../compile/tree.ts';
import type { Rule } from '../sigma/model.ts';

/** A value of a key on one day: when it was seen first and last, microseconds. */
export interface TermSeen {
  readonly key: string;
  readonly value: string;
  readonly account: string | null;
  readonly firstTs: number;
  readonly lastTs: number;
  /** The event id of the first. */
  readonly eventId: string;
}

/**
 * The values that a rule of new terms finds, by key and day: the number of events does not matter to it, and of a day
 * only the first event can be news. In no order.
 */
export async function termsFound(
  rule: Rule,
  engine: Engine,
  signal?: AbortSignal,
): Promise<readonly TermSeen[]> {
  const { key = [], value = [] } = rule.own.newTerms ?? {};
  const found: TermSeen[] = [];
  for await (const row of namedRows(engine, question(rule), signal)) {
    const texts = (prefix: string, names: readonly string[]) =>
      JSON.stringify(names.map((_, at) => String(row[`${prefix}${at}`]))).toLowerCase();
    const [time = '', eventId = ''] = String(row.opening).split(' ');
    const [first, last] = [time, String(row.closing)].map((one) => readEventTime(one)?.micros);
    if (first === undefined || last === undefined) continue;
    const account = row.account === null ? null : String(row.account);
    const span = { firstTs: first, lastTs: last };
    found.push({ key: texts('k', key), value: texts('v', value), account, ...span, eventId });
  }
  return found;
}

/** A part that is missing is no value; of a part with several values each is one. */
function question({ condition, own }: Rule): string {
  const { key = [], value = [] } = own.newTerms ?? {};
  const parts = [...key.map(partOf('k')), ...value.map(partOf('v'))];
  const names = parts.map(({ name }) => name);
  const present = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const opened = parts.flatMap(({ unnest }) => (unnest === undefined ? [] : [unnest]));
  return `SELECT ${names.join(', ')}, account, min(place) AS opening, max(time) AS closing
FROM (
  SELECT ${parts.map(({ item }) => item).join(', ')}, e.recipientaccountid AS account, e.eventtime AS time,
    e.eventtime || ' ' || e.eventid AS place
  FROM calls e${opened.join('')} WHERE ${formatExpression(conditionOf(condition, cloudtrailField))}
)
WHERE ${present} AND time IS NOT NULL
GROUP BY ${names.join(', ')}, account, substr(time, 1, 10)`;
}

interface Part {
  readonly name: string;
  readonly item: string;
  /** Opens an array, a row each. */
  readonly unnest?: string;
}

function partOf(prefix: string): (field: string, at: number) => Part {
  return (field, at) => {
    const name = `${prefix}${at}`;
    const { one, many } = cloudtrailField(field);
    if (!many) return { name, item: `CAST(${formatExpression(one)} AS varchar) AS ${name}` };
    const unnest = ` CROSS JOIN UNNEST(${formatExpression(many)}) AS u_${name} (x_${name})`;
    return { name, item: `x_${name} AS ${name}`, unnest };
  };
}
