import {
  alertSettings,
  type Backtest,
  backtest,
  type ListedRule,
} from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { formatCount, nearest, plural } from '../../base/text/index.ts';
import { openDesk } from '../../query/desk/index.ts';
import { interruptSignal, type Output, renderTable } from '../terminal/index.ts';
import { reading } from './alerts-catalog.ts';
import { timesOf } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import { contractsOf } from './contracts-known.ts';
import { deskOptions } from './desk-options.ts';
import { configuredRuleSet } from './detect-rules.ts';
import type { TimeFlags } from './times.ts';

export interface BacktestFlags extends TimeFlags {
  readonly json?: boolean;
}

/** `trailglass detect backtest RULE`: what it would have found, and how loud it would have been. */
export async function runDetectBacktest(
  name: string,
  flags: BacktestFlags,
  context: Context,
): Promise<void> {
  const rules = rulesFor(name, configuredRuleSet(context).listed);
  const rule = rules.at(-1)?.rule;
  if (!rule) return;
  const { detections } = context.config().config;
  const interrupt = interruptSignal(() => {});
  const options = deskOptions({}, context);
  try {
    const found = await backtest({
      ...timesOf(flags, context),
      rules,
      rule: rule.id,
      open: (_, days) => openDesk({ ...options, ...(days && { days }) }),
      contracts: contractsOf(context),
      settings: alertSettings({ ...detections, backfillAlerts: true }, () => []),
      suppressions: reading(context, (catalog) =>
        catalog.detections.suppressionsInForce(context.effects.now()),
      ),
      signal: interrupt.signal,
    });
    if (flags.json) return await printJson(context, { rule: rule.id, title: rule.title, ...found });
    const { out } = context.terminal;
    await out.write(wordsOf(rule.title, found, out));
  } finally {
    interrupt.stop();
  }
}

/** The rule last, behind what it counts. */
function rulesFor(name: string, listed: readonly ListedRule[]): readonly ListedRule[] {
  const wanted = name.toLowerCase();
  const found = listed.find(({ rule }) =>
    [rule.id, rule.name, rule.title].some((one) => one?.toLowerCase() === wanted),
  );
  if (!found) throw unknownRule(name, listed);
  const { rule } = found;
  const inner = rule.kind === 'correlation' ? rule.rules.flatMap((id) => rulesFor(id, listed)) : [];
  const counted = inner.map((one): ListedRule => ({ ...one, use: 'counted' }));
  return [...counted, { ...found, use: 'alerts' }];
}

function unknownRule(name: string, listed: readonly ListedRule[]): AppError {
  const meant = nearest(
    name,
    listed.map(({ rule }) => rule.title),
  );
  return new AppError('TG_CLI_USAGE', `There is no rule ${name}.`, {
    hint: meant ? `Did you mean ${meant}?` : 'trailglass detect list shows the rules.',
  });
}

function wordsOf(title: string, found: Backtest, out: Output): string {
  const { matches, suppressed, alerts, days, actors, exceptions } = found;
  const head = `${title}: ${plural(matches, 'match', 'matches')} in ${plural(days.length, 'day')}, ${plural(alerts, 'alert')} after grouping`;
  const hidden = suppressed > 0 ? `, ${formatCount(suppressed)} suppressed` : '';
  if (matches === 0) return `${title}: it would have found nothing.\n`;
  const parts = [
    `${out.colors.bold(head)}${hidden}\n`,
    countsTable(
      'day',
      days.map(({ day, ...counts }) => ({ key: day, ...counts })),
      out,
    ),
    countsTable(
      'actor',
      actors.map(({ actor, ...counts }) => ({ key: actor ?? 'nobody named', ...counts })),
      out,
    ),
  ];
  const advice = exceptions.map(
    ({ field, value, matches: some, share }) =>
      `  --where '${field}=${value}'  ${formatCount(some)} of ${formatCount(matches)} (${Math.round(share * 100)} %)\n`,
  );
  const exceptionsText =
    advice.length === 0
      ? []
      : [`Exceptions that would hide much of it (trailglass suppress add):\n${advice.join('')}`];
  return [...parts, ...exceptionsText].join('\n');
}

interface Counts {
  readonly key: string;
  readonly matches: number;
  readonly alerts: number;
}

function countsTable(name: string, rows: readonly Counts[], out: Output): string {
  const columns = [
    { name, align: 'left' },
    { name: 'matches', align: 'right' },
    { name: 'alerts', align: 'right' },
  ] as const;
  const cells = rows.map(({ key, matches, alerts }) => [
    ...[key, formatCount(matches), formatCount(alerts)],
  ]);
  return renderTable(columns, cells, out);
}
