import type { DetectionSettings } from '../../../base/config/index.ts';
import { DAY_MS } from '../../../base/time/index.ts';
import type { Detections, MatchRow } from '../../../lake/catalog/index.ts';
import type { SeveritySettings } from './severity.ts';
import type { RowsFor } from './steps.ts';
import type { SqlAnswers } from './suppression.ts';

export interface AlertSettings {
  readonly severity: SeveritySettings;
  /** Whether matches of events older than a week raise alerts as new ones do. */
  readonly backfillAlerts: boolean;
  readonly rowsFor: RowsFor;
  /** Whether a rule is new and tried; absent: none is. */
  readonly isStaged?: (rule: string) => boolean;
  /** What suppressions of SQL name of the matches that are taken. */
  readonly answers?: SqlAnswers | undefined;
}

type AlertConfig = Pick<
  DetectionSettings,
  'nonProduction' | 'levels' | 'severity' | 'backfillAlerts'
>;

/** What the configuration says of alerts. */
export function alertSettings(
  { nonProduction, levels, severity, backfillAlerts }: AlertConfig,
  rowsFor: RowsFor,
): AlertSettings {
  return { severity: { ...severity, nonProduction, rules: levels }, backfillAlerts, rowsFor };
}

/** What is stored already. */
export type StoredDetections = Pick<
  Detections,
  'knownMatches' | 'alertsOf' | 'match' | 'matchesOf' | 'alert' | 'rule' | 'suppressionsInForce'
>;

const WEEK = 7 * DAY_MS;

/** Whether a match was found so late that nobody is to be woken for it. */
export function isBackfill({ ts, foundAt }: MatchRow, { backfillAlerts }: AlertSettings): boolean {
  return !backfillAlerts && ts < (foundAt - WEEK) * 1000;
}
