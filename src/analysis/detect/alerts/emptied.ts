import { wakened } from '../../../lake/catalog/index.ts';
import type { Alert } from './alert.ts';
import { factsFor } from './handle.ts';
import type { AlertSettings, StoredDetections } from './settings.ts';
import type { Settled } from './settle.ts';
import { alertChange } from './state-change.ts';
import { OURSELVES, told } from './steps.ts';

interface Emptying {
  readonly state: Pick<StoredDetections, 'rule'>;
  readonly settings: Pick<AlertSettings, 'rowsFor'>;
  /** Milliseconds. */
  readonly now: number;
}

/** An alert whose matches all belong to others now: a duplicate, which no match joins any more. */
export function emptiedAlert(
  stored: Alert,
  { state, settings, now }: Emptying,
): Pick<Settled, 'alert' | 'changes' | 'messages'> {
  const before = wakened({ ...stored, groupKey: `${stored.groupKey} (left by its matches)` }, now);
  if (before.state === 'pending' || before.state === 'closed') {
    return { alert: { ...before, revision: before.revision + 1 }, changes: [], messages: [] };
  }
  const action = { do: 'close', reason: 'duplicate' } as const;
  const { alert, change } = alertChange(before, action, OURSELVES, now);
  const facts = factsFor(state, alert);
  const telling = told(alert, 'closed', { rule: facts, rowsFor: settings.rowsFor });
  return { ...telling, changes: [change] };
}
