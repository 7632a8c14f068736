import { type Alert, factsFor, type RuleFacts, toAlert } from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import type { Level } from '../../base/severity/index.ts';
import { formatCount, nearest } from '../../base/text/index.ts';
import type { AlertFilter, AlertRowState, Detections } from '../../lake/catalog/index.ts';
import { type Output, renderTable } from '../terminal/index.ts';
import { alertJson } from './alert-json.ts';
import { reading } from './alerts-catalog.ts';
import { type Context, printJson } from './context.ts';
import { nextCommand } from './next-command.ts';
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
const SEVERITIES: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational'];

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
    await err.write(noneText(flags, counts, context));
    return;
  }
  await out.write(tableOf(listed, now, out));
  await err.write(`Next: ${nextCommand('trailglass alerts show ID', context)}\n`);
}

/** Where alerts of old events are: an archive that was taken in today leaves nothing open. */
function noneText(
  flags: ListFlags,
  counts: ReturnType<Detections['alertCounts']>,
  context: Context,
): string {
  const { closed = 0, pending = 0, ...others } = counts;
  const awake = Object.values(others).reduce((sum, count) => sum + count, 0);
  const next = (command: string) => `Next: ${nextCommand(command, context)}\n`;
  if (awake + closed === 0) return `There is no alert yet.\n${next('trailglass detect run')}`;
  if (awake > 0 || flags.state !== undefined) return 'There is no such alert.\n';
  const told = `Nothing is open; ${closed === 1 ? '1 alert is' : `${formatCount(closed)} alerts are`} closed.`;
  return `${told} Alerts of events that were a week old when they were found are closed from the start.
${next('trailglass alerts list --state closed')}`;
}

/** Short enough for a terminal: the state only where it says something. */
function tableOf(listed: readonly Listed[], now: number, out: Output): string {
  const isSaid = listed.some(({ alert }) => alert.state !== 'open' || alert.staged);
  const names = ['id', 'severity', ...(isSaid ? ['state'] : []), 'matches', 'last'];
  const columns = [...names, 'rule', 'actor', 'account'].map(
    (name) => ({ name, align: name === 'matches' ? 'right' : 'left' }) as const,
  );
  const rows = listed.map(({ alert, rule }) => {
    const { id, severity, state, closeReason, count, lastTs, actor, account } = alert;
    const reason = closeReason === undefined ? '' : `: ${closeReason}`;
    const standing = `${state}${reason}${alert.staged ? ', staged' : ''}`;
    const when = [formatCount(count), minuteOf(lastTs / 1000, now)];
    const what = [rule.title, actor && nameIn(actor), account];
    return [id.slice(0, SHORT), severity, ...(isSaid ? [standing] : []), ...when, ...what];
  });
  return renderTable(columns, rows, out);
}

/** Digits of an id, which commands know alerts by. */
const SHORT = 8;

/** Without the year where it is this one. */
function minuteOf(at: number, now: number): string {
  const [time, current] = [at, now].map((one) => new Date(one).toISOString());
  const isThisYear = time?.slice(0, 4) === current?.slice(0, 4);
  return (time ?? '').slice(isThisYear ? 5 : 0, 16).replace('T', ' ');
}

/** `user/ada` of an ARN; anything else as it is. */
function nameIn(actor: string): string {
  return actor.startsWith('arn:') ? actor.slice(actor.lastIndexOf(':') + 1) : actor;
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
