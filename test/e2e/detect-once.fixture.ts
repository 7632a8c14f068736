import { parseArgs } from 'node:util';
import { dieAt } from '../../src/analysis/detect/alerts/die-at.fixture.ts';
import type { NotifySettings } from '../../src/base/config/index.ts';
import { deliverOnce, openSinks, rowsOf } from '../../src/delivery/notify/index.ts';
import { type Catalog, openCatalog } from '../../src/lake/catalog/index.ts';
import type { Engine } from '../../src/query/engine/index.ts';

// What `trailglass detect run` does, or only `notify deliver --once`, without the terminal around it: it is to be killed
// many times, so that it loads what it needs and no more.

const text = { type: 'string', default: '' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = { home: text, url: text, last: text, after: flag, deliver: flag } as const;
const { home, url, last, after: isAfter, deliver } = parseArgs({ options }).values;

const notify: NotifySettings = {
  sinks: { hook: { type: 'webhook', url, secrets: [`\${env:SECRET}`] } },
  routes: [],
  allowPrivate: [{ host: '127.0.0.1', cidr: '127.0.0.0/8' }],
};

async function openEngine(after: number | undefined): Promise<Engine> {
  const { openDesk } = await import('../../src/query/desk/index.ts');
  const { attributeLake } = await import('../../src/analysis/callers/index.ts');
  const attribution = () => attributeLake(home, []);
  return openDesk({ home, attribution, ...(after !== undefined && { after }) });
}

async function detect(catalog: Catalog): Promise<void> {
  const { readPacks, readRuleSet, runDetections } = await import(
    '../../src/analysis/detect/index.ts'
  );

  await runDetections({
    catalog,
    rules: readRuleSet({ own: false, packs: readPacks(home), placeholders: {}, off: [] }),
    settings: {
      severity: { nonProduction: [], rules: {} },
      backfillAlerts: true,
      rowsFor: (message, now) => rowsOf(message, notify, now),
    },
    open: openEngine,
    behind: '',
    contracts: {},
    now: Date.now(),
  });
}

const catalog = openCatalog(home);
if (last !== '') dieAt(Number(last), isAfter);
if (!deliver) await detect(catalog);
const sinks = openSinks(notify, async () => undefined);
await deliverOnce({ outbox: catalog.outbox, sinks, signal: new AbortController().signal });
catalog.close();
