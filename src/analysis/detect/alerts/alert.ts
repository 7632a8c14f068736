import { createHash } from 'node:crypto';
import type { AlertChangeRow, AlertRow, MatchRow } from '../../../lake/catalog/index.ts';
import type { Correlation, Rule } from '../sigma/model.ts';
import type { AlertMessage, CloseReason, Sample } from './message.ts';

/** What raises alerts: its matches come from an event or from a group of them. */
export type AlertRule = Rule | Correlation;

export type RuleFacts = AlertMessage['rule'];

/** Values of one field with the matches that have them, most frequent first. */
export type TopValues = AlertMessage['alert']['top'][number];

/** What is shown of an alert and never asked for. */
export interface AlertDetails {
  /** Values that it is grouped by, by field. */
  readonly group: Readonly<Record<string, string | null>>;
  /** At most 5, oldest first, and those of one time in the order of their keys. */
  readonly samples: readonly Sample[];
  readonly top: readonly TopValues[];
  /** Its rule is new and tried: nobody is woken for it. */
  readonly staged?: boolean | undefined;
}

/** An alert as it is worked with; a row of the catalog with its details read. */
export interface Alert extends Omit<AlertRow, 'details' | 'closeReason'>, AlertDetails {
  readonly closeReason?: CloseReason | undefined;
}

/** An alert that changed, with the lines of its history. */
export interface ChangedAlert {
  readonly alert: Alert;
  readonly changes: readonly AlertChangeRow[];
}

export function toAlert({ details, ...row }: AlertRow): Alert {
  const { group, samples, top, staged } = JSON.parse(details) as AlertDetails;
  const closeReason = row.closeReason as CloseReason | undefined;
  return { ...row, closeReason, group, samples, top, ...(staged && { staged }) };
}

export function toAlertRow({ group, samples, top, staged, ...alert }: Alert): AlertRow {
  return { ...alert, details: JSON.stringify({ group, samples, top, ...(staged && { staged }) }) };
}

/** Made once, from the match that opened it; an earlier one that comes late does not change it. */
export function alertId(groupKey: string, { rule, eventKey }: MatchRow, again = 0): string {
  const name = JSON.stringify([rule, groupKey, eventKey, ...(again > 0 ? [again] : [])]);
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

export function factsOf(rule: AlertRule): RuleFacts {
  const { id, title, description, author, license, pack, level, tags, falsepositives } = rule;
  const [link] = rule.references;
  return {
    id,
    title,
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    ...(license !== undefined && { license }),
    ...(pack !== undefined && { pack }),
    ...(link !== undefined && { link }),
    level,
    tags,
    falsepositives,
  };
}

/** ISO 8601 of microseconds. */
export function isoOf(micros: number): string {
  return new Date(micros / 1000).toISOString();
}
