import { type Answer, type Asking, ask, literal, microsOf, textOf } from './ask.ts';
import type { Credentials } from './session-index.ts';

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
  /** Calls that may change something: readOnly is not 'true'. */
  readonly writes: number;
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

export async function readDoings(credentials: Credentials, asking: Asking): Promise<Doings> {
  const services: ServiceCalls[] = [];
  const times: number[] = [];
  for await (const row of ask(servicesSql(credentials), asking)) {
    services.push(serviceOf(row));
    times.push(...[row.first, row.last].map(microsOf).filter((at) => at !== undefined));
  }
  const from: Origin[] = [];
  for await (const row of ask(originsSql(credentials), asking)) from.push(originOf(row));
  return {
    calls: services.reduce((sum, { calls }) => sum + calls, 0),
    first: times.length > 0 ? Math.min(...times) : undefined,
    last: times.length > 0 ? Math.max(...times) : undefined,
    ...{ services, from },
  };
}

/** By who it is and since when; a static key has only itself. */
function signedBy({ accessKeyId, arn, createdAt }: Credentials): string {
  const conditions = [];
  if (arn !== undefined) conditions.push(`useridentity.arn = ${literal(arn)}`);
  if (createdAt !== undefined) {
    const at = `${new Date(createdAt / 1000).toISOString().slice(0, 19)}Z`;
    conditions.push(`useridentity.sessioncontext.attributes.creationdate = ${literal(at)}`);
  } else if (accessKeyId !== undefined) {
    conditions.push(`useridentity.accesskeyid = ${literal(accessKeyId)}`);
  }
  return conditions.length > 0 ? conditions.join(' AND ') : 'false';
}

function servicesSql(credentials: Credentials): string {
  const count = (outcome: string) => `count_if(outcome = '${outcome}')`;
  return `SELECT eventsource, count(*) AS calls, count_if(coalesce(readonly, 'false') <> 'true') AS writes,
      ${count('denied')} AS denied, ${count('throttled')} AS throttled, ${count('error')} AS failed,
      min(eventtime) AS first, max(eventtime) AS last
    FROM calls WHERE ${signedBy(credentials)} GROUP BY eventsource ORDER BY calls DESC, eventsource`;
}

function originsSql(credentials: Credentials): string {
  return `SELECT sourceipaddress, useragent, count(*) AS calls
    FROM cloudtrail_logs WHERE ${signedBy(credentials)}
    GROUP BY sourceipaddress, useragent ORDER BY calls DESC, sourceipaddress, useragent LIMIT ${MOST_ORIGINS}`;
}

function serviceOf(row: Answer): ServiceCalls {
  const { calls, writes, denied, throttled, failed } = row;
  return {
    service: textOf(row.eventsource) ?? 'unknown',
    calls: Number(calls),
    writes: Number(writes),
    denied: Number(denied),
    throttled: Number(throttled),
    failed: Number(failed),
  };
}

function originOf(row: Answer): Origin {
  return {
    address: textOf(row.sourceipaddress),
    userAgent: textOf(row.useragent),
    calls: Number(row.calls),
  };
}
