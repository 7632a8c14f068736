import { describe, expect, it } from 'vitest';
import { type Alert, toAlert } from './alert.ts';
import { alertsIn, aMatch, MINUTE, NOW, take, temporaryCatalog, toMail } from './alerts.fixture.ts';
import { findAlert, handleAlert } from './handle.ts';
import { type AlertAction, alertChange } from './state-change.ts';

function anAlert(change: Partial<Alert> = {}): Alert {
  using held = temporaryCatalog();
  take(held.catalog, [aMatch('a')]);
  const [row] = alertsIn(held.catalog);
  if (!row) throw new Error('There is no alert.');
  return { ...toAlert(row), ...change };
}

const LATER = NOW + 5 * MINUTE;

describe('alertChange', () => {
  it.each<[AlertAction, Partial<Alert>, string | undefined]>([
    [{ do: 'acknowledge' }, { state: 'acknowledged', acknowledgedAt: LATER }, 'acknowledged'],
    [
      { do: 'close', reason: 'benign' },
      { state: 'closed', closeReason: 'benign', closedAt: LATER },
      'closed',
    ],
    [{ do: 'snooze', until: LATER + 1 }, { state: 'snoozed', snoozedUntil: LATER + 1 }, undefined],
    [{ do: 'note', note: 'seen' }, { state: 'open' }, undefined],
  ])('does %o', (action, expected, step) => {
    const { alert, change, step: told } = alertChange(anAlert(), action, 'ada', LATER);

    expect(alert).toMatchObject({ ...expected, revision: 2, openedAt: NOW, changedAt: LATER });
    expect(change).toMatchObject({ alertId: alert.id, revision: 2, who: 'ada', at: LATER });
    expect(told).toBe(step);
  });

  it('opens a closed alert again and forgets its end, not its first acknowledgement', () => {
    const closed = anAlert({
      ...{ state: 'closed', closeReason: 'true', closedAt: NOW, acknowledgedAt: NOW },
    });

    const { alert, step } = alertChange(closed, { do: 'reopen' }, 'ada', LATER);

    expect(alert.state).toBe('open');
    expect(alert.closeReason).toBeUndefined();
    expect(alert.closedAt).toBeUndefined();
    expect(alert).toMatchObject({ openedAt: NOW, acknowledgedAt: NOW });
    expect(step).toBe('reopened');
  });

  it.each<[Partial<Alert>, AlertAction]>([
    [{ state: 'closed' }, { do: 'acknowledge' }],
    [{ state: 'acknowledged' }, { do: 'acknowledge' }],
    [{ state: 'closed' }, { do: 'close', reason: 'true' }],
    [{ state: 'closed' }, { do: 'snooze', until: LATER + 1 }],
    [{ state: 'open' }, { do: 'reopen' }],
    [{ state: 'pending' }, { do: 'note', note: 'x' }],
    [{ state: 'open' }, { do: 'snooze', until: LATER }],
  ])('refuses, of %o, %o', (change, action) => {
    expect(() => alertChange(anAlert(change), action, 'ada', LATER)).toThrow(
      expect.objectContaining({ code: 'TG_ALERT_STATE' }),
    );
  });

  it('takes an alert whose snooze is over for an open one', () => {
    const snoozed = anAlert({ state: 'snoozed', snoozedUntil: LATER });

    expect(() => alertChange(snoozed, { do: 'reopen' }, 'ada', LATER)).toThrow('is open');
  });
});

describe('handleAlert', () => {
  it('tells of the change, with the name of a further message', () => {
    using held = temporaryCatalog();
    const { catalog } = held;
    take(catalog, [aMatch('a')]);
    const [{ id } = { id: '' }] = alertsIn(catalog);
    const handling = { who: 'ada', when: LATER, rowsFor: toMail };

    catalog.detect((stored) =>
      handleAlert(stored, id.slice(0, 4), {
        ...handling,
        action: { do: 'acknowledge', note: 'mine' },
      }),
    );

    const [row] = catalog.outbox.take('mail', LATER, 10);
    expect(row).toMatchObject({ messageId: `${id}/acknowledged-2`, step: 'acknowledged' });
    expect(JSON.parse(row?.payload ?? '')).toMatchObject({
      alert: { id, state: 'acknowledged', count: 1 },
      rule: { id: 'rule-1', title: 'A key was made', link: 'https://rules.example/key' },
    });
    expect(catalog.detections.changesOf(id)).toMatchObject([
      { what: 'opened', who: 'trailglass' },
      { what: 'acknowledged', who: 'ada', note: 'mine' },
    ]);
  });
});

describe('findAlert', () => {
  it('refuses an id that no alert has, that several begin with, or none', () => {
    using held = temporaryCatalog();
    const many = Array.from({ length: 20 }, (_, index) =>
      aMatch(`e${index}`, { actor: `u${index}` }),
    );
    take(held.catalog, many);
    const { detections } = held.catalog;
    const starts = alertsIn(held.catalog).map(({ id }) => id.slice(0, 1));
    const shared = starts.find((start, index) => starts.indexOf(start) !== index) ?? '';

    for (const id of ['zzzz', '', shared]) {
      expect(() => findAlert(detections, id)).toThrow(
        expect.objectContaining({ code: 'TG_ALERT_UNKNOWN' }),
      );
    }
  });
});
