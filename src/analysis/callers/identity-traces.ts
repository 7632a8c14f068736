import { textLiteral } from '../../query/sql/index.ts';
import { type Answer, type Asking, ask, microsOf, textIn } from './answers.ts';
import { credentialsOf } from './chain-evidence.ts';
import type { Credentials } from './session-index.ts';

/** What somebody wants to know the identity behind. */
export interface Asked {
  readonly is: 'key' | 'arn' | 'event';
  readonly value: string;
}

/** Credentials as calls show them. */
export interface Trace {
  readonly credentials: Credentials;
  /** Undefined where the credentials do not tell. */
  readonly mfa?: boolean | undefined;
  readonly sourceIdentity?: string | undefined;
  readonly first?: number | undefined;
  readonly last?: number | undefined;
}

/** A question names an ARN, an access key, or else an event. */
export function askedOf(value: string): Asked {
  if (value.startsWith('arn:')) return { is: 'arn', value };
  return { is: /^A[A-Z0-9]{15,127}$/.test(value) ? 'key' : 'event', value };
}

/**
 * The credentials that signed what is asked for, the newest first; at most ten thousand. Of an event that two accounts
 * have, only the caller's copy shows them.
 */
export async function readTraces(asked: Asked, asking: Asking): Promise<readonly Trace[]> {
  const traces: Trace[] = [];
  for await (const row of ask(tracesSql(asked), asking)) traces.push(traceOf(row));
  return traces;
}

function tracesSql({ is, value }: Asked): string {
  const wanted = textLiteral(value);
  const where = {
    key: `useridentity.accesskeyid = ${wanted}`,
    arn: `useridentity.arn = ${wanted} OR useridentity.sessioncontext.sessionissuer.arn = ${wanted}`,
    event: `eventid = ${wanted} OR sharedeventid IN (
      SELECT sharedeventid FROM cloudtrail_logs WHERE eventid = ${wanted})`,
  }[is];
  return `SELECT useridentity.accesskeyid, useridentity.arn, useridentity.accountid,
      useridentity.invokedby, useridentity.sessioncontext.attributes.creationdate,
      max(useridentity.sessioncontext.attributes.mfaauthenticated) AS mfa,
      max(useridentity_sessioncontext_sourceidentity) AS sourceidentity,
      min(eventtime) AS first, max(eventtime) AS last
    FROM cloudtrail_logs
    WHERE ${where}
    GROUP BY useridentity.accesskeyid, useridentity.arn, useridentity.accountid,
      useridentity.invokedby, useridentity.sessioncontext.attributes.creationdate
    ORDER BY CASE WHEN useridentity.accesskeyid IS NULL THEN 1 ELSE 0 END, last DESC
    LIMIT 10000`;
}

function traceOf(row: Answer): Trace {
  return {
    credentials: credentialsOf(row),
    mfa: typeof row.mfa === 'string' ? row.mfa === 'true' : undefined,
    sourceIdentity: textIn(row.sourceidentity),
    first: microsOf(row.first),
    last: microsOf(row.last),
  };
}
