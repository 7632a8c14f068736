import { AppError } from '../../../base/errors/index.ts';
import type { DetectionChange, Detections } from '../../../lake/catalog/index.ts';
import { type Alert, type RuleFacts, toAlert, toAlertRow } from './alert.ts';
import { type AlertAction, alertChange } from './state-change.ts';
import { type RowsFor, told } from './steps.ts';

export interface Handling {
  readonly action: AlertAction;
  readonly who: string;
  /** Milliseconds. */
  readonly when: number;
  readonly rowsFor: RowsFor;
}

type StoredAlerts = Pick<Detections, 'alert' | 'alertsBeginning' | 'rule'>;

/** The alert of an id, or of the beginning of one; pending ones are shown to nobody. @throws AppError TG_ALERT_UNKNOWN */
export function findAlert(stored: StoredAlerts, id: string): Alert {
  const [found, other] = id === '' ? [] : stored.alertsBeginning(id);
  if (!found) throw new AppError('TG_ALERT_UNKNOWN', `There is no alert ${id}.`);
  if (other)
    throw new AppError('TG_ALERT_UNKNOWN', `Several alerts have an id that begins with ${id}.`);
  return toAlert(found);
}

/** What is shown of the rule of an alert; of one that no rule was stored of, its id alone. */
export function factsFor(stored: Pick<Detections, 'rule'>, { rule, severity }: Alert): RuleFacts {
  const facts = stored.rule(rule)?.facts;
  if (facts !== undefined) return JSON.parse(facts) as RuleFacts;
  return { id: rule, title: rule, level: severity, tags: [], falsepositives: [] };
}

/**
 * What a person's action changes, with a line in the history and what others are told.
 * @throws AppError TG_ALERT_UNKNOWN, TG_ALERT_STATE
 */
export function handleAlert(stored: StoredAlerts, id: string, handling: Handling): DetectionChange {
  const { action, who, when, rowsFor } = handling;
  const before = findAlert(stored, id);
  const { alert, change, step } = alertChange(before, action, who, when);
  if (step === undefined) return { alerts: [toAlertRow(alert)], changes: [change] };
  const telling = told(alert, step, { rule: factsFor(stored, alert), rowsFor });
  return { alerts: [toAlertRow(telling.alert)], changes: [change], messages: telling.messages };
}
