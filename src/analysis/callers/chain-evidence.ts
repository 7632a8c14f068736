import { type Answer, type Asking, ask, microsOf, textIn } from './answers.ts';
import type { ChainEvidence } from './chain.ts';
import type { Coverage } from './chain-end.ts';
import type { Credentials, SignIn } from './session-index.ts';

// A sign-in that failed shows no ARN. Of MFA it knows only where AWS itself asked for the password:
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
const SIGN_INS = `SELECT eventid, useridentity.arn, useridentity.type, eventtime, sourceipaddress, useragent,
    json_extract_scalar(additionaleventdata, '$.MFAUsed') AS mfa
  FROM cloudtrail_logs
  WHERE eventsource = 'signin.amazonaws.com' AND eventname = 'ConsoleLogin' AND errormessage IS NULL
    AND useridentity.arn IS NOT NULL`;

const ISSUING = `SELECT eventid, useridentity.accesskeyid, useridentity.arn, useridentity.accountid,
    useridentity.sessioncontext.attributes.creationdate
  FROM cloudtrail_logs
  WHERE eventsource = 'sts.amazonaws.com'
    AND (useridentity.accesskeyid LIKE 'ASIA%' OR useridentity.type = 'AWSAccount')
    AND eventname IN ('AssumeRole', 'AssumeRoot', 'GetFederationToken')`;

const COVERAGE = `SELECT recipientaccountid AS account, awsregion AS region, min(eventtime) AS first
  FROM cloudtrail_logs GROUP BY recipientaccountid, awsregion`;

/** What the events of a lake say of chains beyond its sessions. */
export async function chainEvidence(asking: Asking): Promise<Required<ChainEvidence>> {
  const signIns: SignIn[] = [];
  for await (const row of ask(SIGN_INS, asking)) {
    const signIn = signInOf(row);
    if (signIn) signIns.push(signIn);
  }
  const signedBy = new Map<string, Credentials>();
  for await (const row of ask(ISSUING, asking)) {
    const eventId = textIn(row.eventid);
    if (eventId !== undefined) signedBy.set(eventId, credentialsOf(row));
  }
  return { signIns, signedBy, coverage: await coverageOf(asking) };
}

function signInOf(row: Answer): SignIn | undefined {
  const [eventId, arn, at] = [textIn(row.eventid), textIn(row.arn), microsOf(row.eventtime)];
  if (eventId === undefined || arn === undefined || at === undefined) return undefined;
  const isAsked = row.type === 'IAMUser' || row.type === 'Root';
  return {
    ...{ eventId, arn, at },
    mfa: isAsked && typeof row.mfa === 'string' ? row.mfa === 'Yes' : undefined,
    address: textIn(row.sourceipaddress),
    userAgent: textIn(row.useragent),
  };
}

/** The credentials of a row with the columns of `userIdentity`. */
export function credentialsOf(row: Answer): Credentials {
  return {
    accessKeyId: textIn(row.accesskeyid),
    arn: textIn(row.arn),
    account: textIn(row.accountid),
    service: textIn(row.arn) === undefined ? textIn(row.invokedby) : undefined,
    createdAt: microsOf(row.creationdate),
  };
}

async function coverageOf(asking: Asking): Promise<Coverage> {
  const regions = new Map<string, Set<string>>();
  let firstAt = Number.POSITIVE_INFINITY;
  for await (const row of ask(COVERAGE, asking)) {
    const account = textIn(row.account) ?? '';
    const known = regions.get(account) ?? new Set();
    regions.set(account, known.add(textIn(row.region) ?? ''));
    firstAt = Math.min(firstAt, microsOf(row.first) ?? firstAt);
  }
  return { firstAt, regions };
}
