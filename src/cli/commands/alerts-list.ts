import { type Alert, factsFor, type RuleFacts, toAlert } from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { formatCount, nearest } from '../../base/text/index.ts';
import type { AlertFilter, AlertRowState, Detections, Severity } from '../../lake/catalog/index.ts';
import { renderTable } from '../terminal/index.ts';
import { alertJson } from './alert-json.ts';
import { reading } from './alerts-catalog.ts';
import { type Context, printJson } from './context.ts';
import { type TimeFlags, timeRange } from './times.ts';

interface ListFlags extends TimeFlags {
  readonly state?: readonly string[];
  readonly severity?: readonly string[];
  readonly rule?: string;
  readonly account?: string;
  readonly limit?: number;
  readonly json?: boolean;
}

interface Listed {
  readonly alert: Alert;
  readonly rule: RuleFacts;
}

const STATES: readonly AlertRowState[] = ['open', 'acknowledged', 'snoozed', 'closed'];
const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'informational'];

/** `trailglass alerts list`: the worst first; without `--state` what is not closed. */
export async function runAlertsList(flags: ListFlags, context: Context): Promise<void> {
  const now = context.effects.now();
  const filter = filterOf(flags, now);
  const { listed, counts } = reading(context, ({ detections }) => ({
    listed: detections.alerts(filter, now).map((row): Listed => {
      const alert = toAlert(row);
      return { alert, rule: factsFor(detections, alert) };
    }),
    counts: detections.alertCounts(now),
  }));
  if (flags.json) {
    return printJson(
      context,
      listed.map(({ alert, rule }) => alertJson(alert, rule)),
    );
  }
  const { out, err } = context.terminal;
  if (listed.length === 0) {
    await err.write(noneText(flags, counts));
    return;
  }
  const columns = ['id', 'severity', 'state', 'matches', 'last', 'rule', 'actor', 'account'].map(
    (name) => ({ name, align: name === 'matches' ? 'right' : 'left' }) as const,
  );
  await out.write(renderTable(columns, listed.map(rowOf), out));
  await err.write('Next: trailglass alerts show ID\n');
}

/** Where alerts of old events are: an archive that was taken in today leaves nothing open. */
function noneText(flags: ListFlags, counts: ReturnType<Detections['alertCounts']>): string {
  const { closed = 0, pending = 0, ...others } = counts;
  const awake = Object.values(others).reduce((sum, count) => sum + count, 0);
  if (awake + closed === 0) return 'There is no alert yet.\nNext: trailglass detect run\n';
  if (awake > 0 || flags.state !== undefined) return 'There is no such alert.\n';
  const told = `Nothing is open; ${closed === 1 ? '1 alert is' : `${formatCount(closed)} alerts are`} closed.`;
  return `${told} Alerts of events that were a week old when they were found are closed from the start.
Next: trailglass alerts list --state closed\n`;
}

function rowOf({ alert, rule }: Listed): readonly unknown[] {
  const { id, severity, state, closeReason, count, lastTs, actor, account } = alert;
  const standing = closeReason === undefined ? state : `${state}: ${closeReason}`;
  const last = new Date(lastTs / 1000).toISOString().slice(0, 16).replace('T', ' ');
  return [id, severity, standing, formatCount(count), last, rule.title, actor, account];
}

function filterOf(flags: ListFlags, now: number): AlertFilter {
  const { from, to } = timeRange(flags, now);
  const micros = (ms: number | undefined) => (ms === undefined ? undefined : ms * 1000);
  return {
    states: chosen(flags.state, STATES, 'state') ?? ['open', 'acknowledged', 'snoozed'],
    severities: chosen(flags.severity, SEVERITIES, 'severity'),
    rule: flags.rule,
    account: flags.account,
    from: micros(from),
    to: micros(to),
    limit: flags.limit,
  };
}

function chosen<T extends string>(
  texts: readonly string[] | undefined,
  allowed: readonly T[],
  what: string,
): readonly T[] | undefined {
  return texts?.map((text) => {
    const found = allowed.find((one) => one === text);
    if (found !== undefined) return found;
    const meant = nearest(text, allowed);
    throw new AppError('TG_CLI_USAGE', `"${text}" is no ${what}.`, {
      hint: `${meant ? `Did you mean ${meant}? ` : ''}There are ${allowed.join(', ')}.`,
    });
  });
}
