import { textLiteral } from '../../query/sql/index.ts';
import { type Answer, type Asking, ask, microsOf, textIn } from './answers.ts';
import type { Credentials } from './session-index.ts';
import { isChange } from './stories/change-rule.ts';

/** What was done with credentials. */
export interface Doings {
  readonly calls: number;
  readonly first?: number | undefined;
  readonly last?: number | undefined;
  /** The most called first. */
  readonly services: readonly ServiceCalls[];
  /** From where and with what, the most used first. */
  readonly from: readonly Origin[];
}

export interface ServiceCalls {
  /** Such as ec2.amazonaws.com. */
  readonly service: string;
  readonly calls: number;
  /** That changed something. */
  readonly changes: number;
  readonly denied: number;
  readonly throttled: number;
  readonly failed: number;
}

export interface Origin {
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly calls: number;
}

const MOST_ORIGINS = 10;

/** Undefined for credentials that show neither an ARN nor a key. */
export async function readDoings(
  credentials: Credentials,
  asking: Asking,
): Promise<Doings | undefined> {
  if (credentials.arn === undefined && credentials.accessKeyId === undefined) return undefined;
  const services = new Map<string, ServiceCalls>();
  const times: number[] = [];
  for await (const row of ask(callsSql(credentials), asking)) {
    const one = serviceOf(row);
    const known = services.get(one.service);
    services.set(one.service, known ? sumOf(known, one) : one);
    times.push(...[row.first, row.last].map(microsOf).filter((at) => at !== undefined));
  }
  const from: Origin[] = [];
  for await (const row of ask(originsSql(credentials), asking)) from.push(originOf(row));
  const counts = [...services.values()];
  return {
    calls: counts.reduce((sum, { calls }) => sum + calls, 0),
    ...(times.length > 0 && { first: Math.min(...times), last: Math.max(...times) }),
    services: counts.sort((a, b) => b.calls - a.calls || (a.service < b.service ? -1 : 1)),
    from,
  };
}

/** The condition of calls that credentials signed: by who it is and since when; a static key has only itself. */
export function signedBy({ accessKeyId, arn, createdAt }: Credentials): string {
  const conditions = [];
  if (arn !== undefined) conditions.push(`useridentity.arn = ${textLiteral(arn)}`);
  if (createdAt !== undefined) {
    const at = `${new Date(createdAt / 1000).toISOString().slice(0, 19)}Z`;
    conditions.push(`useridentity.sessioncontext.attributes.creationdate = ${textLiteral(at)}`);
  } else if (accessKeyId !== undefined) {
    conditions.push(`useridentity.accesskeyid = ${textLiteral(accessKeyId)}`);
  }
  return conditions.join(' AND ');
}

function callsSql(credentials: Credentials): string {
  return `SELECT eventsource, eventname, readonly, outcome, count(*) AS calls, min(eventtime) AS first, max(eventtime) AS last
    FROM calls WHERE ${signedBy(credentials)} GROUP BY eventsource, eventname, readonly, outcome`;
}

function originsSql(credentials: Credentials): string {
  return `SELECT sourceipaddress, useragent, count(*) AS calls
    FROM cloudtrail_logs WHERE ${signedBy(credentials)}
    GROUP BY sourceipaddress, useragent ORDER BY calls DESC, sourceipaddress, useragent LIMIT ${MOST_ORIGINS}`;
}

/** The calls of one API with one outcome. */
function serviceOf(row: Answer): ServiceCalls {
  const service = textIn(row.eventsource) ?? 'unknown';
  const calls = Number(row.calls);
  const readOnly = typeof row.readonly === 'string' ? row.readonly === 'true' : undefined;
  const isDone = isChange({ source: service, name: textIn(row.eventname) ?? '', readOnly });
  const among = (outcome: string) => (row.outcome === outcome ? calls : 0);
  return {
    ...{ service, calls },
    changes: isDone ? among('ok') : 0,
    denied: among('denied'),
    throttled: among('throttled'),
    failed: among('error'),
  };
}

function sumOf(a: ServiceCalls, b: ServiceCalls): ServiceCalls {
  return {
    service: a.service,
    calls: a.calls + b.calls,
    changes: a.changes + b.changes,
    denied: a.denied + b.denied,
    throttled: a.throttled + b.throttled,
    failed: a.failed + b.failed,
  };
}

function originOf(row: Answer): Origin {
  return {
    address: textIn(row.sourceipaddress),
    userAgent: textIn(row.useragent),
    calls: Number(row.calls),
  };
}
