import type { CallerRow, SessionRow } from '../../lake/catalog/index.ts';
import type { Attribute, Attribution } from './attribute.ts';
import { Chains } from './chain.ts';
import { originOf } from './origin.ts';
import { originsByRole, roleKey } from './role-origins.ts';

/** What the catalog tells of callers. */
export interface Known {
  readonly callers: readonly CallerRow[];
  readonly sessions: readonly SessionRow[];
  /** The events that told of them: of one session there may be two, in two accounts. */
  readonly tellings: readonly SessionRow[];
}

/** Who is behind each caller, and behind each call that handed credentials out. */
export interface Attributed {
  readonly callers: ReadonlyMap<bigint, Attribution>;
  /** By event id: what those calls say of themselves is more than their caller does. */
  readonly issuing: ReadonlyMap<string, Attribution>;
  readonly chains: Chains;
}

export function attributeCallers(
  { callers, sessions, tellings }: Known,
  attribute: Attribute,
): Attributed {
  const chains = new Chains(sessions);
  const origins = originsByRole(sessions, chains);
  const found = new Map<bigint, Attribution>();
  for (const caller of callers) {
    const { userAgent, type, principalArn, invokedBy, console } = caller;
    const origin = origins.get(roleKey(principalArn) ?? '');
    found.set(
      caller.callerId,
      attribute({ userAgent, type, principalArn, invokedBy, console, ...origin }),
    );
  }
  onBehalf(callers, found);
  return { callers: found, issuing: issuingCalls(tellings, attribute), chains };
}

/**
 * A service that acts on behalf of a caller shows its own user agent: the system is that of the principal's other
 * callers, the busiest first.
 */
function onBehalf(callers: readonly CallerRow[], found: Map<bigint, Attribution>): void {
  const busiest = new Map<string, CallerRow>();
  for (const caller of callers) {
    const { principalArn, invokedBy, callerId, events } = caller;
    const isKnown = found.get(callerId)?.confidence !== 'unknown';
    if (principalArn === undefined || invokedBy !== undefined || !isKnown) continue;
    if (events > (busiest.get(principalArn)?.events ?? 0)) busiest.set(principalArn, caller);
  }
  for (const { callerId, principalArn, invokedBy } of callers) {
    if (invokedBy === undefined || found.get(callerId)?.confidence !== 'unknown') continue;
    const self = busiest.get(principalArn ?? '');
    const behind = self && found.get(self.callerId);
    found.set(callerId, behind ? behalfOf(behind, invokedBy) : serviceAlone(invokedBy));
  }
}

function behalfOf(behind: Attribution, service: string): Attribution {
  const reason = `${service} on behalf of the principal, whose own calls say: ${behind.reason}`;
  return { ...behind, reason };
}

/** A role that only a service uses is the service's for all that calls tell. */
function serviceAlone(service: string): Attribution {
  return {
    system: 'AWS services',
    component: service,
    confidence: 'claimed',
    reason: `${service} on behalf of a principal that makes no calls of its own`,
  };
}

function issuingCalls(
  sessions: readonly SessionRow[],
  attribute: Attribute,
): ReadonlyMap<string, Attribution> {
  const found = new Map<string, Attribution>();
  // Thousands of them are alike.
  const known = new Map<string, Attribution>();
  for (const session of sessions) {
    const { eventId, userAgent } = session;
    if (eventId === undefined) continue;
    const { type, issuer, subject, session: name } = originOf(session);
    // Of these the caller has no ARN that would tell it.
    if (type !== 'WebIdentityUser' && type !== 'SAMLUser' && type !== 'AWSAccount') continue;
    const facts = { userAgent, type, issuer, subject, session: name, console: false };
    const key = JSON.stringify(facts);
    const attribution = known.get(key) ?? attribute(facts);
    known.set(key, attribution);
    if (attribution.confidence !== 'unknown') found.set(eventId, attribution);
  }
  return found;
}
