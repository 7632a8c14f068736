import type { Level } from '../../../base/severity/index.ts';

/** A rule as the catalog knows it. Absent where nothing was stored of it yet. */
export interface RuleRow {
  readonly rule: string;
  /** What is shown of the rule, as JSON. */
  readonly facts?: string | undefined;
  /** Of what it matches by; another one has seen nothing yet. */
  readonly version?: string | undefined;
  /** Number of the last commit whose events it has seen. */
  readonly lastCommit?: number | undefined;
  /** Microseconds: up to when a rule has decided that waits for what may still come. */
  readonly decidedTs?: number | undefined;
  /** Of a rule of SQL, for its version. */
  readonly asked?: Pick<RuleAsked, 'at' | 'throughTs'> | undefined;
  /** Milliseconds: when it was there first. */
  readonly seenAt?: number | undefined;
  /** Milliseconds: since when it is tried; its alerts wake nobody. */
  readonly stagedAt?: number | undefined;
}

export interface RuleFacts {
  readonly rule: string;
  readonly facts: string;
}

export interface RuleMark {
  readonly rule: string;
  readonly version: string;
  readonly lastCommit: number;
}

/** Since when a rule is there, and since when it is tried; milliseconds. */
export interface RuleStage {
  readonly rule: string;
  readonly seenAt: number;
  readonly stagedAt: number | undefined;
}

/** A rule of SQL was asked at `at` (milliseconds), about events up to `throughTs` (microseconds). */
export interface RuleAsked {
  readonly rule: string;
  readonly version: string;
  readonly at: number;
  readonly throughTs: number;
}

/** Up to when a rule has decided, microseconds. */
export interface RuleDecision {
  readonly rule: string;
  readonly decidedTs: number;
}

/** A rule hit an event: (rule, eventKey) is unique. `ts` in microseconds, `foundAt` in milliseconds. */
export interface MatchRow {
  readonly rule: string;
  readonly eventKey: string;
  readonly ts: number;
  readonly eventId: string;
  readonly eventSource: string | null;
  readonly eventName: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly errorCode: string | null;
  readonly sourceAddress: string | null;
  readonly userAgent: string | null;
  readonly principal: string | null;
  readonly actor: string | null;
  readonly system: string | null;
  /** Values of the rule's fields by name. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** The alert that it is part of. */
  readonly alertId?: string | undefined;
  /** The suppression that hid it. */
  readonly suppressionId?: string | undefined;
  readonly foundAt: number;
  /** Milliseconds: when an event came, late, that undid it. It stays, and counts no more. */
  readonly answeredAt?: number | undefined;
}

/** A match that raises no alert: what windows and firings need of it. Values that are null are left out. */
export interface CountedRow {
  readonly rule: string;
  readonly eventKey: string;
  /** Microseconds. */
  readonly ts: number;
  readonly event: Partial<
    Omit<
      MatchRow,
      'rule' | 'eventKey' | 'ts' | 'alertId' | 'suppressionId' | 'foundAt' | 'answeredAt'
    >
  > &
    Pick<MatchRow, 'fields'>;
  /** Milliseconds. */
  readonly foundAt: number;
}

/** Which counted matches are kept: those from a time of events on (microseconds), and those found lately (milliseconds). */
export interface Keeping {
  readonly fromTs: ReadonlyMap<string, number>;
  /** Of rules that are not named. */
  readonly otherwise: number;
  readonly foundBefore: number;
}

/** A stored match that an event has undone that came late; `at` in milliseconds. */
export interface MatchAnswer {
  readonly rule: string;
  readonly eventKey: string;
  readonly at: number;
}

/** A stored match that another alert takes over. */
export interface MatchMove {
  readonly rule: string;
  readonly eventKey: string;
  readonly alertId: string;
}

/** `pending`: below the threshold of its rule, shown to nobody. */
export type AlertRowState = 'pending' | 'open' | 'acknowledged' | 'closed' | 'snoozed';

/** An alert. `firstTs` and `lastTs` in microseconds, both inside; all other times in milliseconds. */
export interface AlertRow {
  readonly id: string;
  /** Grows by one with each change: whoever changes an older one is refused. */
  readonly revision: number;
  readonly rule: string;
  /** Alerts of one rule and group never overlap. */
  readonly groupKey: string;
  readonly state: AlertRowState;
  readonly closeReason?: string | undefined;
  readonly snoozedUntil?: number | undefined;
  readonly severity: Level;
  readonly severityReason?: string | undefined;
  readonly score: number;
  readonly firstTs: number;
  readonly lastTs: number;
  /** Matches. */
  readonly count: number;
  readonly account: string | null;
  readonly actor: string | null;
  readonly system: string | null;
  /** What is shown and never asked for, as JSON. */
  readonly details: string;
  /** How many messages were made of it, and the count that the last one told. */
  readonly messages: number;
  readonly toldCount: number;
  readonly openedAt?: number | undefined;
  readonly acknowledgedAt?: number | undefined;
  readonly closedAt?: number | undefined;
  readonly changedAt: number;
}

/** A line of an alert's history; (alertId, revision, what) is unique. */
export interface AlertChangeRow {
  readonly alertId: string;
  readonly revision: number;
  readonly what: string;
  readonly who: string;
  /** Milliseconds. */
  readonly at: number;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
}

/** Hides matches of some rules. Times in milliseconds; without `expiresAt` it never ends. */
export interface SuppressionRow {
  readonly id: string;
  /** A rule id, `*` for any characters. */
  readonly rules: string;
  /** What holds of the matches, as JSON. */
  readonly condition: string;
  /** A query for the ids of the events that are hidden, where the condition holds too. */
  readonly sql?: string | undefined;
  readonly reason: string;
  readonly owner: string;
  readonly madeAt: number;
  readonly expiresAt?: number | undefined;
  readonly removedAt?: number | undefined;
  readonly removedBy?: string | undefined;
}

/** A message for one sink; (sink, messageId) is unique. */
export interface OutboxRow {
  readonly messageId: string;
  readonly alertId: string;
  readonly step: string;
  /** Name of the sink in the settings. */
  readonly sink: string;
  readonly severity: Level;
  /** Rows of one digest are gathered into one message; null: sent on its own. */
  readonly digest: string | null;
  /** What is sent, as JSON. */
  readonly payload: string;
  /** Milliseconds: not before. */
  readonly due: number;
}

/** When a value was seen with a key, for rules of what is new. Times in microseconds, both inside. */
export interface TermRow {
  readonly rule: string;
  readonly key: string;
  readonly value: string;
  readonly firstTs: number;
  readonly lastTs: number;
  /** The event of `firstTs`. */
  readonly eventKey: string;
}

/** When the first event of each account was, microseconds; of events without an account under the empty text. */
export interface AccountStarts {
  /** The last commit whose parts were looked at; undefined: none were. */
  readonly through: number | undefined;
  readonly starts: ReadonlyMap<string, number>;
}

/** All that finding and handling matches changes, together or not at all. */
export interface DetectionChange {
  readonly rules?: readonly RuleFacts[] | undefined;
  readonly matches?: readonly MatchRow[] | undefined;
  /** Applied after `matches`. */
  readonly moved?: readonly MatchMove[] | undefined;
  readonly counted?: readonly CountedRow[] | undefined;
  /** Stored ones as they are now. */
  readonly recounted?: readonly CountedRow[] | undefined;
  /** Applied after `counted`. */
  readonly keeping?: Keeping | undefined;
  /** Stored matches as they are now. */
  readonly amended?: readonly MatchRow[] | undefined;
  readonly answered?: readonly MatchAnswer[] | undefined;
  /** One that changes twice stands twice. */
  readonly alerts?: readonly AlertRow[] | undefined;
  readonly changes?: readonly AlertChangeRow[] | undefined;
  readonly suppressions?: readonly SuppressionRow[] | undefined;
  readonly messages?: readonly OutboxRow[] | undefined;
  readonly terms?: readonly TermRow[] | undefined;
  readonly accounts?: AccountStarts | undefined;
  readonly marks?: readonly RuleMark[] | undefined;
  readonly decided?: readonly RuleDecision[] | undefined;
  readonly asked?: readonly RuleAsked[] | undefined;
  readonly stages?: readonly RuleStage[] | undefined;
}
