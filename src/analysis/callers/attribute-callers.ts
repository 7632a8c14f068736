import type { CallerRow, SessionRow } from '../../lake/catalog/index.ts';
import type { AttributionAnswer } from '../../query/engine/index.ts';
import { AnswerTable } from './answer-table.ts';
import type { Attribute } from './attribute.ts';
import {
  type Asking,
  type CallerAnswers,
  NO_CALLERS,
  withCallers,
  withNewAnswers,
} from './caller-answers.ts';
import { onBehalf } from './on-behalf.ts';
import { originOf } from './origin.ts';
import { roleKey } from './role-origins.ts';
import { goesOn, NO_SESSIONS, type SessionAnswers, withTellings } from './session-answers.ts';

/** What the catalog tells of callers. */
export interface Known {
  /** The number of its last commit; what later ones change may be told as well. */
  readonly commit: number;
  /** By id: all callers, or those that a commit after this one saw. */
  readonly callersAfter: (commit: number | undefined) => Iterable<CallerRow>;
  readonly callersOf: (ids: Iterable<bigint>) => Iterable<CallerRow>;
  /** The events that handed credentials out, as they came: of one session there may be two, in two accounts. */
  readonly tellings: readonly SessionRow[];
}

/** Who is behind each caller, and behind each call that handed credentials out. */
export interface Attributed {
  /** Of which commit; absent: of none. */
  readonly commit?: number;
  /** By their numbers. */
  readonly answers: readonly AttributionAnswer[];
  readonly callers: CallerAnswers;
  /** The numbers of the answers to callers as queries are told: of a service on somebody's behalf, who that is. */
  readonly told: Uint32Array;
  /** By event id: what those calls say of themselves is more than their caller does. */
  readonly issuing: ReadonlyMap<string, number>;
  readonly sessions: SessionAnswers;
}

const NOTHING: Attributed = {
  answers: [],
  callers: NO_CALLERS,
  told: NO_CALLERS.own,
  issuing: new Map(),
  sessions: NO_SESSIONS,
};

/**
 * Attributes what was not known before, or not so: the answer is the same as from nothing.
 * @param before what the same rules said of the same catalog earlier
 */
export function attributeCallers(
  { commit, tellings, callersAfter, callersOf }: Known,
  attribute: Attribute,
  before: Attributed = NOTHING,
): Attributed {
  const kept = goesOn(before.sessions, tellings) ? before : NOTHING;
  const answers = new AnswerTable(kept.answers);
  const { changedRoles, ...sessions } = withTellings(kept.sessions, tellings);
  const asking: Asking = {
    ask: ({ userAgent, type, principalArn, invokedBy, console }) => {
      const origin = sessions.origins.get(roleKey(principalArn) ?? '');
      const facts = { userAgent, type, principalArn, invokedBy, console, ...origin };
      return answers.numberOf(attribute(facts));
    },
    isKnown: (answer) => answers.at(answer).confidence !== 'unknown',
  };
  const isStale = (principal: string) => changedRoles.has(roleKey(principal) ?? '');
  const renewed =
    changedRoles.size === 0 || kept === NOTHING
      ? kept.callers
      : withNewAnswers(kept.callers, { ...asking, isStale, callersOf });
  const callers = withCallers(renewed, callersAfter(kept.commit), asking);
  const issuing = new Map(kept.issuing);
  for (const [eventId, who] of issuingCalls(tellings.slice(kept.sessions.read), attribute)) {
    issuing.set(eventId, answers.numberOf(who));
  }
  const told = onBehalf(callers, answers);
  return { ...{ commit, answers: answers.all, callers, told }, issuing, sessions };
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
