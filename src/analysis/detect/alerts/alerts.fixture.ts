import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DetectionSettings } from '../../../base/config/index.ts';
import { type Catalog, type DueOutboxRow, openCatalog } from '../../../lake/catalog/index.ts';
import type { Match, MatchedEvent } from '../match/match.ts';
import type { OwnKeys, Rule } from '../sigma/model.ts';
import { type AlertSettings, alertSettings } from './settings.ts';
import type { RowsFor } from './steps.ts';
import { takeMatches } from './take-matches.ts';

/** 2026-01-31T12:00:00Z. */
export const NOW = Date.UTC(2026, 0, 31, 12);
export const MINUTE = 60_000;

/** A catalog of its own for one test; `using` removes it. */
export function temporaryCatalog(): { readonly catalog: Catalog } & Disposable {
  const home = mkdtempSync(join(tmpdir(), 'trailglass-alerts-'));
  const catalog = openCatalog(home);
  return {
    catalog,
    [Symbol.dispose]: () => {
      catalog.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export function aRule(change: Partial<Rule> = {}, own: OwnKeys = {}): Rule {
  return {
    kind: 'rule',
    title: 'A key was made',
    id: 'rule-1',
    hasOwnId: true,
    references: ['https://rules.example/key'],
    tags: [],
    fields: [],
    falsepositives: [],
    level: 'medium',
    hasOwnLevel: true,
    place: { file: 'key.yml', document: 1, line: 1 },
    warnings: [],
    logsource: { product: 'aws', service: 'cloudtrail' },
    condition: { is: 'and', of: [] },
    conditionText: ['selection'],
    unused: [],
    filters: [],
    own,
    ...change,
  };
}

export interface EventWish extends Partial<MatchedEvent> {
  /** Minutes before or after `NOW`. */
  readonly at?: number;
  readonly rule?: string;
}

/** A match of an event, which its name tells apart from others. */
export function aMatch(name: string, { at = 0, rule = 'rule-1', ...event }: EventWish = {}): Match {
  return {
    rule,
    event: {
      key: `111122223333/eu-central-1/${name}`,
      eventId: name,
      ts: (NOW + at * MINUTE) * 1000,
      account: '111122223333',
      region: 'eu-central-1',
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateAccessKey',
      errorCode: null,
      sourceAddress: '192.0.2.1',
      userAgent: 'aws-cli/2.0',
      principal: 'arn:aws:iam::111122223333:role/ops',
      actor: 'arn:aws:iam::111122223333:user/ada',
      system: null,
      fields: {},
      ...event,
    },
  };
}

/** One row for the sink `mail`. */
export const toMail: RowsFor = (message, now) => [
  {
    messageId: message.id,
    alertId: message.alert.id,
    step: message.step,
    sink: 'mail',
    severity: message.alert.severity,
    digest: null,
    payload: JSON.stringify(message),
    due: now,
  },
];

export function settingsOf(change: Partial<DetectionSettings> = {}): AlertSettings {
  const { nonProduction = [], levels = {}, severity = { packs: {} } } = change;
  const { backfillAlerts = false } = change;
  return alertSettings({ nonProduction, levels, severity, backfillAlerts }, toMail);
}

export interface TakeWish {
  readonly rules?: readonly Rule[];
  readonly settings?: Partial<DetectionSettings>;
  readonly now?: number;
}

/** Takes matches and commits what comes of it. */
export function take(
  catalog: Catalog,
  matches: readonly Match[],
  { rules = [aRule()], settings, now = NOW }: TakeWish = {},
): void {
  catalog.detect((stored) => takeMatches(matches, rules, stored, settingsOf(settings), now));
}

const ALL = ['pending', 'open', 'acknowledged', 'snoozed', 'closed'] as const;

/** Every alert by its first match. */
export function alertsIn(catalog: Catalog, now: number = NOW) {
  const alerts = catalog.detections.alerts({ states: ALL }, now);
  return alerts.toSorted((a, b) => a.firstTs - b.firstTs);
}

/** The last step that waits of each alert, in the order in which they were put in. */
export function waitingIn(catalog: Catalog): readonly DueOutboxRow[] {
  const rows: DueOutboxRow[] = [];
  const next = () => catalog.outbox.take('mail', Number.MAX_SAFE_INTEGER, 1)[0];
  for (let row = next(); row !== undefined; row = next()) {
    rows.push(row);
    catalog.outbox.done(row);
  }
  return rows.toSorted((a, b) => a.number - b.number);
}

export function stepsIn(catalog: Catalog): readonly string[] {
  return waitingIn(catalog).map(({ step }) => step);
}
