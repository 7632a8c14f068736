import {
  type AlertChangeRow,
  type AlertRow,
  type DetectionChange,
  type Detections,
  type OutboxRow,
  wakened,
} from '../../../lake/catalog/index.ts';
import type { RuleFacts } from '../alerts/alert.ts';
import { toAlert, toAlertRow } from '../alerts/alert.ts';
import { factsFor } from '../alerts/handle.ts';
import type { AlertSettings } from '../alerts/settings.ts';
import { alertChange } from '../alerts/state-change.ts';
import { OURSELVES, told } from '../alerts/steps.ts';
import type { Match } from '../match/match.ts';

interface Answers {
  /** Stored matches that an event has undone that came late. */
  readonly answered: readonly Match[];
  /** What else changes: alerts are closed as they are after it. */
  readonly change: DetectionChange;
  readonly settings: AlertSettings;
  /** Milliseconds. */
  readonly now: number;
}

type Stored = Pick<Detections, 'alert' | 'match' | 'matchesOf' | 'rule'>;

interface Closed {
  readonly alerts: readonly AlertRow[];
  readonly changes: readonly AlertChangeRow[];
  readonly messages: readonly OutboxRow[];
}

/** Closes alerts of which nothing is left, as a person would, and tells of it. */
export function closedLate(answers: Answers, stored: Stored): Closed {
  const { answered, change, settings, now } = answers;
  const isAnswered = answeredIn(answered);
  const ids = answered.flatMap(({ rule, event }) => stored.match(rule, event.key)?.alertId ?? []);
  const closed = [...new Set(ids)].flatMap((id) => {
    const row = lastOf(change, id) ?? stored.alert(id);
    if (row === undefined || matchesAfter(change, id, stored).some((one) => !isAnswered(one))) {
      return [];
    }
    const before = wakened(toAlert(row), now);
    if (before.state === 'pending' || before.state === 'closed') return [];
    const action = { do: 'close', reason: 'arrived-late' } as const;
    const { alert, change: line } = alertChange(before, action, OURSELVES, now);
    const facts = factsIn(change, row.rule) ?? factsFor(stored, alert);
    const telling = told(alert, 'closed', { rule: facts, rowsFor: settings.rowsFor });
    return [{ ...telling, line }];
  });
  return {
    alerts: closed.map(({ alert }) => toAlertRow(alert)),
    changes: closed.map(({ line }) => line),
    messages: closed.flatMap(({ messages }) => messages),
  };
}

interface KeptMatch {
  readonly rule: string;
  readonly eventKey: string;
  readonly answeredAt?: number | undefined;
}

function answeredIn(answered: readonly Match[]): (match: KeptMatch) => boolean {
  const keys = new Set(answered.map(({ rule, event }) => `${rule}\n${event.key}`));
  return ({ rule, eventKey, answeredAt }) =>
    answeredAt !== undefined || keys.has(`${rule}\n${eventKey}`);
}

function lastOf({ alerts = [] }: DetectionChange, id: string): AlertRow | undefined {
  return alerts.findLast((one) => one.id === id);
}

/** The matches of an alert, those included that come to it and without those that leave it. */
function matchesAfter(
  { matches = [], moved = [] }: DetectionChange,
  id: string,
  stored: Stored,
): readonly KeptMatch[] {
  const left = new Set(moved.map(({ rule, eventKey }) => `${rule}\n${eventKey}`));
  const kept = stored
    .matchesOf(id)
    .filter(({ rule, eventKey }) => !left.has(`${rule}\n${eventKey}`));
  const come = [...matches, ...moved].filter(({ alertId }) => alertId === id);
  return [...kept, ...come];
}

/** Of a rule that this very change describes. */
function factsIn({ rules = [] }: DetectionChange, rule: string): RuleFacts | undefined {
  const facts = rules.find((one) => one.rule === rule)?.facts;
  return facts === undefined ? undefined : (JSON.parse(facts) as RuleFacts);
}
