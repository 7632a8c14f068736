import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attributeLake } from '../src/analysis/callers/index.ts';
import {
  alertSettings,
  backtest,
  findMatches,
  type Rule,
  readRuleSet,
  readSigma,
  readSigmaFolder,
  scanRules,
} from '../src/analysis/detect/index.ts';
import { openDesk } from '../src/query/desk/index.ts';
import { benchLake } from './lake.ts';
import { measureShell, measureStep, medianOf, printTable, rowOf } from './measure.ts';
import { BENCH_HOME, benchTrail } from './trails.ts';

const WARM_RUNS = 5;
const SHARED =
  process.env.TRAILGLASS_SHARED ?? fileURLToPath(new URL('../../shared', import.meta.url));
const PACKS = ['sigmahq', 'suzaku'].map((name) => join(SHARED, 'sigma', name));
/** The one whose condition stands for a usual rule: a handful of names of one source. */
const TYPICAL = 'Trail stopped or deleted';

/** What detections cost: hunting through everything, a commit, a thousand rules more, a backtest. */
export async function benchDetect({ small }: { readonly small: boolean }): Promise<void> {
  const rules = publicRules();
  const { home, trail } = await benchLake({ small });
  const millions = trail.events / 1e6;
  const scan = await medianScan(home, rules);
  const more = await medianScan(home, [...rules, ...userRules(1000)]);
  const gzip = await measureShell('xargs -0 gzip -dc', trail.files);
  const commit = await medianCommit(rules);
  const history = await benchLake({ small, events: 10_000_000 });
  const test = await medianBacktest(history.home);
  const perSecond = (ms: number) => (trail.events / ms) * 1000;
  const rate = { floor: 1_000_000, target: 2_000_000, more: true, unit: 'events/s' };
  printTable(`Detections: ${rules.length} rules over ${millions} M events`, [
    rowOf('hunt, everything', perSecond(scan), rate),
    rowOf('the same against `gzip -dc`', scan / 1000 / gzip, { floor: 1, target: 0.2 }),
    rowOf('with 1,000 rules more, against without', more / scan, { floor: 2, target: 1.5 }),
    rowOf('a commit of 5,000 events, planning included', commit, {
      ...{ floor: 50, target: 12, unit: 'ms' },
    }),
    rowOf(`backtest of one rule, ${history.trail.events / 1e6} M events`, test, {
      ...{ floor: 3000, target: 1000, unit: 'ms' },
    }),
  ]);
  process.stdout.write(
    `\nhunt ${scan.toFixed(0)} ms, with 1,000 more ${more.toFixed(0)} ms, gzip ${(gzip * 1000).toFixed(0)} ms, backtest ${test.toFixed(0)} ms\n`,
  );
}

/** Those of the public packs where they are, else our own. */
function publicRules(): readonly Rule[] {
  const found = PACKS.filter((folder) => existsSync(folder));
  if (found.length === 0)
    process.stderr.write('The public packs are not here: our own rules are used.\n');
  const own = fileURLToPath(new URL('../detections', import.meta.url));
  return (found.length > 0 ? found : [own]).flatMap((folder) => readSigmaFolder(folder).rules);
}

/** Rules as users write them: a name, a source, and a parameter or the lack of an error. */
function userRules(count: number): readonly Rule[] {
  const services = ['ec2', 's3', 'iam', 'rds', 'lambda', 'sqs', 'kms', 'ecs'];
  const texts = Array.from({ length: count }, (_, at) => {
    const service = services[at % services.length];
    const condition =
      at % 4 === 0 ? `requestParameters.name|startswith: team-${at % 25}` : 'errorCode: null';
    return `title: User ${at}\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  s:\n    eventSource: ${service}.amazonaws.com\n    eventName: Update${service}${at}\n    ${condition}\n  condition: s\n`;
  });
  return readSigma(texts.map((text, at) => ({ file: `${at}.yml`, text }))).rules;
}

async function medianScan(home: string, rules: readonly Rule[]): Promise<number> {
  const desk = await openDesk({ home });
  const time = await medianOf(WARM_RUNS, () => scanRules(rules, desk));
  await desk.close();
  return time;
}

/** A lake of one commit: what its events match, as a run after each commit asks. */
async function medianCommit(rules: readonly Rule[]): Promise<number> {
  const trail = await benchTrail({ events: 5_000, files: 25, days: 1 });
  const home = join(BENCH_HOME, 'detect-commit');
  if (!existsSync(home)) await measureStep('collect', trail.dir, home, '1');
  const wanted = rules.map(({ id, condition }) => ({ id, condition, fields: [] }));
  const desk = await openDesk({ home });
  const time = await medianOf(WARM_RUNS, async () => {
    for await (const _ of findMatches(wanted, desk)) void _;
  });
  await desk.close();
  return time;
}

async function medianBacktest(home: string): Promise<number> {
  const { listed } = readRuleSet({ own: true, packs: [], placeholders: {}, off: [] });
  const rules = listed.filter(({ rule }) => rule.title === TYPICAL);
  const settings = {
    ...{ nonProduction: [], levels: {}, severity: { packs: {} }, backfillAlerts: true },
  };
  const open = () => openDesk({ home, attribution: () => attributeLake(home, []) });
  return medianOf(WARM_RUNS, () =>
    backtest({
      rules,
      rule: rules[0]?.rule.id ?? '',
      open,
      settings: alertSettings(settings, () => []),
      suppressions: [],
    }),
  );
}
