import {
  type Risk,
  type RuleFacts,
  type RuleStatistics,
  risks,
  statisticsOf,
} from '../../analysis/detect/index.ts';
import { formatCount, formatSeconds, visible } from '../../base/text/index.ts';
import { DAY_MS } from '../../base/time/index.ts';
import type { AlertRowState, Catalog, Detections } from '../../lake/catalog/index.ts';
import { type Output, renderTable } from '../terminal/index.ts';
import { reading } from './alerts-catalog.ts';
import { type Context, printJson } from './context.ts';

interface Statistics {
  readonly states: Readonly<Partial<Record<AlertRowState, number>>>;
  readonly rules: readonly (RuleStatistics & { readonly title: string })[];
  /** Only where the configuration asks for it. */
  readonly risk?: readonly Risk[];
}

/** `trailglass alerts stats`: what came of each rule, and what could be done about it. */
export async function runAlertsStats(
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { risk } = context.config().config.detections;
  const now = context.effects.now();
  const statistics = reading(context, (catalog) => statisticsIn(catalog, { now, risk }));
  if (flags.json) return printJson(context, statistics);
  const { out, err } = context.terminal;
  if (statistics.rules.length === 0) {
    await err.write('No rule has matched anything yet.\n');
    return;
  }
  const states = Object.entries(statistics.states);
  const counted = states.map(([state, alerts]) => `${formatCount(alerts)} ${state}`);
  await out.write(`${counted.join(', ') || 'no alerts'}\n\n${rulesText(statistics, out)}`);
  for (const { title, hints } of statistics.rules) {
    for (const hint of hints) await out.write(`${visible(title)}: ${hint}\n`);
  }
  if (statistics.risk) await out.write(`\n${riskText(statistics.risk, out)}`);
}

function statisticsIn(
  { detections }: Catalog,
  { now, risk }: { readonly now: number; readonly risk: boolean },
): Statistics {
  const facts = factsByRule(detections);
  const from = (now - DAY_MS) * 1000;
  return {
    states: detections.alertCounts(now),
    rules: detections
      .ruleCounts()
      // What only correlations read raises nothing, and nobody is to tune it.
      .flatMap((counts) => {
        const title = facts.get(counts.rule)?.title;
        return title === undefined ? [] : [{ ...statisticsOf(counts), title }];
      })
      .sort((one, other) => other.alerts - one.alerts),
    ...(risk && { risk: risks(detections.matches({ from }), facts, now) }),
  };
}

function factsByRule(detections: Detections): ReadonlyMap<string, RuleFacts> {
  const known = detections.rules().filter(({ facts }) => facts !== undefined);
  return new Map(
    known.map(({ rule, facts = '' }) => [rule, JSON.parse(facts) as RuleFacts] as const),
  );
}

function rulesText({ rules }: Statistics, out: Output): string {
  const names = ['rule', 'matches', 'suppressed', 'alerts', 'false', 'acknowledged after'];
  const columns = names.map(
    (name, index) => ({ name, align: index === 0 ? 'left' : 'right' }) as const,
  );
  const rows = rules.map((rule) => [
    rule.title,
    ...[rule.matches, rule.suppressed, rule.alerts, rule.falsePositives].map(formatCount),
    rule.acknowledgedMedian === undefined ? '' : formatSeconds(rule.acknowledgedMedian / 1000),
  ]);
  return renderTable(columns, rows, out);
}

function riskText(found: readonly Risk[], out: Output): string {
  const columns = [
    { name: 'actor, last 24 hours', align: 'left' },
    { name: 'risk', align: 'right' },
    { name: 'matches', align: 'right' },
    { name: 'tactics', align: 'left' },
  ] as const;
  const rows = found.map(({ actor, score, matches, tactics }) => [
    ...[actor, formatCount(score), formatCount(matches)],
    tactics.join(', '),
  ]);
  return renderTable(columns, rows, out);
}
