import { type Answer, microsOf, textIn } from '../answers.ts';
import { credentialsOf } from '../chain-evidence.ts';
import type { Credentials } from '../session-index.ts';
import type { Deed } from './change-rule.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A call as stories are told from. */
export interface StoryCall extends Deed {
  readonly eventId: string;
  /** Microseconds. */
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly actor: string;
  readonly system: string;
  readonly outcome: string;
  readonly errorCode?: string | undefined;
  /** As `calls.console`; `tool` for console credentials in a command line or SDK. */
  readonly console: string;
  readonly mfa?: boolean | undefined;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  /** Empty for reads: nobody asks what they looked for. */
  readonly request: Json;
  readonly response: Json;
  /** ARNs that the record itself names. */
  readonly arns: readonly string[];
}

/** What `callOf` reads; texts of reads stay in the lake. */
export const STORY_COLUMNS = `eventid, eventtime, eventsource, eventname, readonly, recipientaccountid, awsregion,
  useridentity.accesskeyid, useridentity.arn, useridentity.accountid,
  useridentity.sessioncontext.attributes.creationdate,
  useridentity.sessioncontext.attributes.mfaauthenticated AS mfa,
  sourceipaddress, useragent, errorcode, outcome, actor, system,
  CASE WHEN console = 'none' AND sessioncredentialfromconsole = 'true' THEN 'tool' ELSE console END AS console,
  CASE WHEN readonly = 'true' THEN NULL ELSE requestparameters END AS request,
  CASE WHEN readonly = 'true' THEN NULL ELSE responseelements END AS response,
  CASE WHEN readonly = 'true' THEN NULL ELSE transform(resources, one -> one.arn) END AS arns`;

export function callOf(row: Answer): StoryCall {
  return {
    eventId: textIn(row.eventid) ?? '',
    at: microsOf(row.eventtime) ?? 0,
    source: textIn(row.eventsource) ?? '',
    name: textIn(row.eventname) ?? '',
    readOnly: typeof row.readonly === 'string' ? row.readonly === 'true' : undefined,
    account: textIn(row.recipientaccountid) ?? textIn(row.accountid) ?? '',
    region: textIn(row.awsregion) ?? '',
    credentials: credentialsOf(row),
    actor: textIn(row.actor) ?? 'unknown',
    system: textIn(row.system) ?? 'Unknown',
    outcome: textIn(row.outcome) ?? 'ok',
    errorCode: textIn(row.errorcode),
    console: textIn(row.console) ?? 'none',
    mfa: typeof row.mfa === 'string' ? row.mfa === 'true' : undefined,
    address: textIn(row.sourceipaddress),
    userAgent: textIn(row.useragent),
    request: jsonOf(textIn(row.request)),
    response: jsonOf(textIn(row.response)),
    arns: Array.isArray(row.arns) ? row.arns.filter((arn) => typeof arn === 'string') : [],
  };
}

/** CloudTrail leaves out what is too long, and some services write what is no object. */
function jsonOf(text: string | undefined): Json {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
