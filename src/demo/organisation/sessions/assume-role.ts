import { sts } from '../calls/sign-in.ts';
import type { Caller, Label } from '../model.ts';
import type { Script } from '../script.ts';
import { DATADOG_ACCOUNT } from '../world/accounts.ts';
import { DATADOG_AGENT } from '../world/agents.ts';
import type { Role } from '../world/principals.ts';
import { enterSession, foreignCaller, issuingBody, newSession, type Opening } from './issue.ts';
import { type Session, serviceCaller } from './session.ts';

/** A session that asks for the next one of its chain. */
export interface Hop {
  readonly session: Session;
  readonly caller: Caller;
}

export interface HopOptions {
  /** Session tags, in the event only. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Set at the first hop; stays for the rest of the chain. */
  readonly sourceIdentity?: string;
}

/** The next hop of a chain. Across accounts it is logged twice, joined by one sharedEventID. */
export function assumeRole(
  script: Script,
  from: Hop,
  opening: Opening,
  options: HopOptions = {},
): Session {
  const sourceIdentity = options.sourceIdentity ?? from.session.sourceIdentity;
  const session = newSession(script, opening, {
    origin: from.session.origin,
    actor: from.session.actor,
    ...(sourceIdentity && { sourceIdentity }),
  });
  const foreign = opening.role.account !== from.session.role.account;
  if (!script.room(foreign ? 2 : 1)) return session;
  const body = issuingBody(session, hopRequest(options));
  const where = { at: opening.at, region: opening.region, body };
  const first = script.drafts.length;
  const shared = foreign ? { shared: first } : {};
  script.add(sts.assumeRole, from.caller, {
    ...where,
    ...shared,
    account: from.session.role.account,
  });
  if (foreign) {
    const { role, name } = from.session;
    const caller = foreignCaller(from.caller, role.account, `${role.id}:${name}`);
    script.add(sts.assumeRole, caller, { ...where, ...shared, account: opening.role.account });
  }
  enterSession(script, session, foreign ? first + 1 : first, from.session.accessKeyId);
  return session;
}

function hopRequest({ tags, sourceIdentity }: HopOptions): object {
  return {
    durationSeconds: 3600,
    ...(sourceIdentity && { sourceIdentity }),
    ...(tags && {
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      transitiveTagKeys: Object.keys(tags).slice(0, 2),
    }),
  };
}

/** A service takes its role: Lambda for a function, EC2 for an instance, Auto Scaling for itself. */
export function assumeByService(
  script: Script,
  service: string,
  opening: Opening,
  onInstance = false,
): Session {
  const session = newSession(script, opening, {
    origin: `service ${service}.amazonaws.com`,
    actor: opening.name,
    onInstance,
  });
  const draft = script.add(sts.assumeRole, serviceCaller(service), {
    at: opening.at,
    region: opening.region,
    account: opening.role.account,
    shared: script.drafts.length,
    body: issuingBody(session, {}),
  });
  enterSession(script, session, draft?.serial);
  return session;
}

/** A vendor's account takes our role; only our side of it is in our logs. */
export function assumeByVendor(script: Script, opening: Opening, externalId: string): Session {
  const session = newSession(script, opening, {
    origin: `account ${DATADOG_ACCOUNT}`,
    actor: DATADOG_ACCOUNT,
  });
  const draft = script.add(sts.assumeRole, vendorCaller(opening.label), {
    at: opening.at,
    region: opening.region,
    account: opening.role.account,
    shared: script.drafts.length,
    body: issuingBody(session, { externalId, durationSeconds: 3600 }),
  });
  enterSession(script, session, draft?.serial);
  return session;
}

const VENDOR_ROLE: Pick<Role, 'id'> = { id: 'AROAWDATADOGCRAWLER2Q' };

function vendorCaller(label: Label): Caller {
  return {
    identity: JSON.stringify({
      type: 'AWSAccount',
      principalId: `${VENDOR_ROLE.id}:crawler`,
      accountId: DATADOG_ACCOUNT,
    }),
    arn: `arn:aws:sts::${DATADOG_ACCOUNT}:assumed-role/crawler`,
    address: '203.0.113.31',
    agent: DATADOG_AGENT,
    direct: true,
    console: false,
    facts: {
      type: 'AWSAccount',
      principalArn: null,
      accountId: DATADOG_ACCOUNT,
      subject: null,
      invokedBy: null,
      sessionName: null,
      ...label,
    },
  };
}
