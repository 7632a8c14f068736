import type { Level } from '../sigma/model.ts';

/** States of an alert; `snoozed` ends by itself. */
export type AlertState = 'open' | 'acknowledged' | 'closed' | 'snoozed';

/** People give the first four; `backfill`: old when found; `arrived-late`: what was missed came after all. */
export type CloseReason =
  | ('true' | 'benign' | 'false-positive' | 'duplicate')
  | ('backfill' | 'arrived-late');

/** Why something is told of an alert. */
export type Step = 'opened' | 'raised' | 'grown' | 'acknowledged' | 'closed' | 'reopened';

/** One event of an alert, as short as a person needs it. */
export interface Sample {
  readonly eventId: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly eventSource: string | null;
  readonly eventName: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly sourceAddress: string | null;
  readonly userAgent: string | null;
  readonly errorCode: string | null;
}

/**
 * What a sink is told: a snapshot of an alert at one step. Every text that comes from an event is hostile: whoever shows
 * it escapes it. Author, licence and link of the rule must be shown wherever the alert is (Detection Rule License 1.1).
 */
export interface AlertMessage {
  /** Of the message: alert id and step, `a1b2c3/opened`; the same on every try. */
  readonly id: string;
  readonly step: Step;
  readonly alert: {
    /** Stable for the life of the alert. */
    readonly id: string;
    readonly state: AlertState;
    readonly severity: Level;
    /** 1, 21, 47, 73 or 99. */
    readonly score: number;
    /** Which step moved the severity away from the rule's level; absent: none did. */
    readonly severityReason?: string;
    readonly closeReason?: CloseReason;
    /** Its rule is new and tried: it goes into digests alone. Absent: it is not. */
    readonly staged?: true;
    /** ISO 8601, UTC; both inside. */
    readonly first: string;
    readonly last: string;
    /** Matches. */
    readonly count: number;
    readonly account: string | null;
    /** The first identity of the chain of roles. */
    readonly actor: string | null;
    readonly system: string | null;
    /** Values that the alert is grouped by, by field. */
    readonly group: Readonly<Record<string, string | null>>;
    /** At most 5, oldest first. */
    readonly samples: readonly Sample[];
    /** Most frequent values of the rule's fields. */
    readonly top: readonly {
      readonly field: string;
      readonly values: readonly { readonly value: string; readonly count: number }[];
    }[];
  };
  readonly rule: {
    readonly id: string;
    readonly title: string;
    readonly description?: string;
    readonly author?: string;
    readonly license?: string;
    readonly pack?: string;
    /** The rule's own page or its first reference. */
    readonly link?: string;
    readonly level: Level;
    readonly tags: readonly string[];
    readonly falsepositives: readonly string[];
  };
}
