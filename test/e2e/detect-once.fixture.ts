import { parseArgs } from 'node:util';
import { attributeLake } from '../../src/analysis/callers/index.ts';
import { readPacks, readRuleSet, runDetections } from '../../src/analysis/detect/index.ts';
import type { NotifySettings } from '../../src/base/config/index.ts';
import { deliverOnce, openSinks, rowsOf } from '../../src/delivery/notify/index.ts';
import { dieAt } from '../../src/lake/catalog/die-at.fixture.ts';
import { openCatalog } from '../../src/lake/catalog/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';

// What `trailglass detect run` does, without the terminal around it: it is to be killed many times.

const text = { type: 'string', default: '' } as const;
const options = {
  home: text,
  url: text,
  last: text,
  after: { type: 'boolean', default: false },
} as const;
const { home, url, last, after: isAfter } = parseArgs({ options }).values;

const notify: NotifySettings = {
  sinks: { hook: { type: 'webhook', url, secrets: [`\${env:SECRET}`] } },
  routes: [],
  allowPrivate: [{ host: '127.0.0.1', cidr: '127.0.0.0/8' }],
};

const rules = readRuleSet({ own: false, packs: readPacks(home), placeholders: {}, off: [] });
const catalog = openCatalog(home);
if (last !== '') dieAt(Number(last), isAfter);
await runDetections({
  catalog,
  rules,
  settings: {
    severity: { nonProduction: [], rules: {} },
    backfillAlerts: true,
    rowsFor: (message, now) => rowsOf(message, notify, now),
  },
  open: (after) =>
    openDesk({
      home,
      attribution: () => attributeLake(home, []),
      ...(after !== undefined && { after }),
    }),
  behind: '',
  contracts: {},
  now: Date.now(),
});
const sinks = openSinks(notify, async () => undefined);
await deliverOnce({ outbox: catalog.outbox, sinks, signal: new AbortController().signal });
catalog.close();
