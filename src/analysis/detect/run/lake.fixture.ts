import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultEffects } from '../../../base/effects/index.ts';
import { collect } from '../../../collect/trails/index.ts';
import { openCatalog } from '../../../lake/catalog/index.ts';
import { compact, openLake } from '../../../lake/parts/index.ts';
import { openDesk } from '../../../query/desk/index.ts';
import { attributeLake } from '../../callers/index.ts';
import { settingsOf } from '../alerts/alerts.fixture.ts';
import type { ListedRule } from '../rules/rule-set.ts';
import { readSigma } from '../sigma/index.ts';
import type { OpenEngine } from './find.ts';
import { type DetectSummary, runDetections } from './run.ts';

/** 2026-01-31T12:00:00Z: a little after the events, so that none is old. */
const NOW = Date.UTC(2026, 0, 31, 12);

/** An event so many seconds before noon, by `ada` unless it says otherwise. */
export function anEvent(id: string, seconds: number, more: object = {}) {
  const eventTime = new Date(NOW - seconds * 1000).toISOString().replace('.000', '');
  const account = '111122223333';
  const arn = `arn:aws:iam::${account}:user/ada`;
  return {
    ...{ eventVersion: '1.09', eventID: id, eventTime, awsRegion: 'eu-west-1' },
    ...{ eventName: 'CreateUser', eventSource: 'iam.amazonaws.com', recipientAccountId: account },
    userIdentity: {
      type: 'IAMUser',
      arn,
      accountId: account,
      principalId: 'AIDA',
      userName: 'ada',
    },
    ...more,
  };
}

export type AnEvent = ReturnType<typeof anEvent>;

/** A lake of one test, and detections over it. */
export interface SmallLake extends Disposable {
  /** Collects events as one more delivery. */
  readonly deliver: (events: readonly AnEvent[]) => Promise<void>;
  readonly compact: () => void;
  /** Runs rules over what they have not seen, so many seconds after noon. */
  readonly detect: (
    rules: readonly ListedRule[],
    wish?: { readonly after?: number; readonly stagingDays?: number },
  ) => Promise<DetectSummary>;
  /** What parts rules looked at since the last time this was asked: after which commits. */
  readonly looked: () => readonly (number | undefined)[];
  /** The days that suppressions of SQL were asked over, each time. */
  readonly askedOf: () => readonly (readonly string[])[];
  readonly matches: () => readonly { readonly rule: string; readonly eventId: string }[];
  readonly catalog: <T>(read: (catalog: ReturnType<typeof openCatalog>) => T) => T;
  readonly open: OpenEngine;
}

export function smallLake(): SmallLake {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-detect-'));
  const [home, trail] = [join(folder, 'home'), join(folder, 'trail')];
  mkdirSync(trail);
  let deliveries = 0;
  let looked: (number | undefined)[] = [];
  const askedOf: (readonly string[])[] = [];
  const open: OpenEngine = (after, days) => {
    const attribution = () => attributeLake(home, []);
    const only = { ...(after === undefined ? {} : { after }), ...(days && { days }) };
    return openDesk({ home, threads: 1, attribution, ...only });
  };
  const opened: OpenEngine = (after, days) => {
    if (days === undefined) looked.push(after);
    else askedOf.push(days);
    return open(after, days);
  };
  const catalog = <T>(read: (catalog: ReturnType<typeof openCatalog>) => T): T => {
    const lake = openCatalog(home);
    try {
      return read(lake);
    } finally {
      lake.close();
    }
  };
  return {
    deliver: async (events) => {
      const file = join(trail, `${++deliveries}.json`);
      writeFileSync(file, JSON.stringify({ Records: events }));
      await collect({ home, trails: [{ address: trail }] });
    },
    compact: () => {
      const lake = openLake(home, defaultEffects);
      compact(lake, defaultEffects);
      lake.close();
    },
    detect: async (listed, { after = 0, stagingDays = 0 } = {}) => {
      const lake = openCatalog(home);
      const rules = { listed, refused: [] };
      const rest = {
        settings: settingsOf(),
        behind: '',
        contracts: {},
        now: NOW + after * 1000,
        stagingDays,
      };
      try {
        return await runDetections({ catalog: lake, rules, open: opened, ...rest });
      } finally {
        lake.close();
      }
    },
    looked: () => {
      const list = looked;
      looked = [];
      return list;
    },
    askedOf: () => askedOf,
    matches: () =>
      catalog(({ detections }) =>
        [...detections.matches({})].map(({ rule, eventId }) => ({ rule, eventId })),
      ),
    ...{ catalog, open },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Rules of a text, all of which raise alerts unless a correlation reads them. */
export function listed(text: string): readonly ListedRule[] {
  const { rules, correlations, refused } = readSigma([{ file: 'rules.yml', text }]);
  const [fault] = refused;
  if (fault) throw new Error(fault.reason);
  const counted = new Set(correlations.flatMap((one) => one.rules));
  return [...rules, ...correlations].map((rule) => ({
    rule,
    use: counted.has(rule.id) ? 'counted' : 'alerts',
  }));
}

/** A rule by its id over one selection, with more keys behind. */
export function ruleText(id: string, selection: string, more = ''): string {
  return `title: ${id}
id: ${id}
level: high
logsource: {product: aws, service: cloudtrail}
detection: {selection: ${selection}, condition: selection}
${more}`;
}
