import type { CallerRow, SessionRow } from '../../lake/catalog/index.ts';
import { AnswerTable, type AttributionAnswer } from './answer-table.ts';
import type { Attribute } from './attribute.ts';
import { type CallerAnswers, NO_CALLERS, ownAnswers, principalsOf } from './caller-answers.ts';
import { onBehalf } from './on-behalf.ts';
import { originOf } from './origin.ts';
import { roleKey } from './role-origins.ts';
import { goesOn, NO_SESSIONS, type SessionAnswers, withTellings } from './session-answers.ts';

/** What the catalog tells of callers. */
export interface Known {
  /** In the order of their ids. */
  readonly callers: readonly CallerRow[];
  /** The events that handed credentials out, as they came: of one session there may be two, in two accounts. */
  readonly tellings: readonly SessionRow[];
}

/** Who is behind each caller, and behind each call that handed credentials out. */
export interface Attributed {
  /** By their numbers. */
  readonly answers: readonly AttributionAnswer[];
  readonly callers: CallerAnswers;
  /** By event id: what those calls say of themselves is more than their caller does. */
  readonly issuing: ReadonlyMap<string, number>;
  readonly sessions: SessionAnswers;
}

const NOTHING: Attributed = {
  answers: [],
  callers: NO_CALLERS,
  issuing: new Map(),
  sessions: NO_SESSIONS,
};

/**
 * Attributes what was not known before, or not so: the answer is the same as from nothing.
 * @param before what the same rules said of the same catalog earlier
 */
export function attributeCallers(
  { callers, tellings }: Known,
  attribute: Attribute,
  before: Attributed = NOTHING,
): Attributed {
  const kept = goesOn(before.sessions, tellings) ? before : NOTHING;
  const answers = new AnswerTable(kept.answers);
  const { changedRoles, ...sessions } = withTellings(kept.sessions, tellings);
  const own = ownAnswers(callers, {
    before: kept.callers,
    isStale: ({ principalArn }) =>
      changedRoles.size > 0 && changedRoles.has(roleKey(principalArn) ?? ''),
    ask: ({ userAgent, type, principalArn, invokedBy, console }) => {
      const origin = sessions.origins.get(roleKey(principalArn) ?? '');
      const facts = { userAgent, type, principalArn, invokedBy, console, ...origin };
      return answers.numberOf(attribute(facts));
    },
  });
  const told = onBehalf(callers, own, answers);
  const ids = BigInt64Array.from(callers, ({ callerId }) => callerId);
  const issuing = new Map(kept.issuing);
  const added = tellings.slice(kept.sessions.read);
  for (const [eventId, who] of issuingCalls(added, attribute)) {
    issuing.set(eventId, answers.numberOf(who));
  }
  return {
    ...{ answers: answers.all, issuing, sessions },
    callers: { ids, own, told, ...principalsOf(callers) },
  };
}

function* issuingCalls(
  tellings: readonly SessionRow[],
  attribute: Attribute,
): Iterable<readonly [eventId: string, who: AttributionAnswer]> {
  // Thousands of them are alike.
  const known = new Map<string, AttributionAnswer>();
  for (const session of tellings) {
    const { eventId, userAgent } = session;
    if (eventId === undefined) continue;
    const { type, issuer, subject, session: name } = originOf(session);
    // Of these the caller has no ARN that would tell it.
    if (type !== 'WebIdentityUser' && type !== 'SAMLUser' && type !== 'AWSAccount') continue;
    const facts = { userAgent, type, issuer, subject, session: name, console: false };
    const key = JSON.stringify(facts);
    const who = known.get(key) ?? attribute(facts);
    known.set(key, who);
    if (who.confidence !== 'unknown') yield [eventId, who];
  }
}
