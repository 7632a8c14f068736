/** What alerts need of an event that a rule matched. Texts are as the record has them. */
export interface MatchedEvent {
  /** What makes an event one: account, region and event id, joined by `/`. */
  readonly key: string;
  readonly eventId: string;
  /** Microseconds since 1970; undefined where the event has no time. */
  readonly ts: number | undefined;
  readonly account: string | null;
  readonly region: string | null;
  readonly eventSource: string | null;
  readonly eventName: string | null;
  readonly errorCode: string | null;
  readonly sourceAddress: string | null;
  readonly userAgent: string | null;
  /** The role behind a session, never the name of the session. */
  readonly principal: string | null;
  /** The first identity of the chain of roles; the principal where the chain is not known. */
  readonly actor: string | null;
  readonly system: string | null;
  /** By the names that the rule uses: its `fields`, and those it groups, counts or correlates by. Missing is null. */
  readonly fields: Readonly<Record<string, string | null>>;
}

/** A rule hit an event. One event matches a rule once. */
export interface Match {
  /** The id of the rule. */
  readonly rule: string;
  readonly event: MatchedEvent;
}
