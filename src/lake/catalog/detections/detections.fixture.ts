import { temporaryHome } from '../catalog.fixture.ts';
import { type Catalog, openCatalog } from '../index.ts';
import type { AlertRow, MatchRow, OutboxRow } from './model.ts';

/** A catalog of its own for one test; `using` removes it. */
export function temporaryCatalog(): {
  readonly catalog: Catalog;
  readonly home: string;
} & Disposable {
  const home = temporaryHome();
  const catalog = openCatalog(home.path);
  return {
    catalog,
    home: home.path,
    [Symbol.dispose]: () => {
      catalog.close();
      home[Symbol.dispose]();
    },
  };
}

export function aMatchRow(change: Partial<MatchRow> = {}): MatchRow {
  return {
    rule: 'rule-1',
    eventKey: '111122223333/eu-central-1/e1',
    ts: 1_000_000,
    eventId: 'e1',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    account: '111122223333',
    region: 'eu-central-1',
    errorCode: null,
    sourceAddress: '192.0.2.1',
    userAgent: null,
    principal: null,
    actor: 'ada',
    system: null,
    fields: { bucket: 'logs', none: null },
    alertId: 'a1',
    suppressionId: undefined,
    foundAt: 5,
    ...change,
  };
}

export function anAlertRow(change: Partial<AlertRow> = {}): AlertRow {
  return {
    id: 'a1',
    revision: 1,
    rule: 'rule-1',
    groupKey: 'g',
    state: 'open',
    closeReason: undefined,
    snoozedUntil: undefined,
    severity: 'medium',
    severityReason: undefined,
    score: 47,
    firstTs: 1_000_000,
    lastTs: 2_000_000,
    count: 1,
    account: '111122223333',
    actor: 'ada',
    system: null,
    details: '{}',
    messages: 0,
    toldCount: 0,
    openedAt: 5,
    acknowledgedAt: undefined,
    closedAt: undefined,
    changedAt: 5,
    ...change,
  };
}

export function aMessage(change: Partial<OutboxRow> = {}): OutboxRow {
  return {
    messageId: 'a1/opened',
    alertId: 'a1',
    step: 'opened',
    sink: 'mail',
    severity: 'medium',
    digest: null,
    payload: '{"is":"alert"}',
    due: 100,
    ...change,
  };
}
