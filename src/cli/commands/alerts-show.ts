import { type Alert, factsFor, findAlert, type RuleFacts } from '../../analysis/detect/index.ts';
import { formatCount, visible } from '../../base/text/index.ts';
import { type AlertChangeRow, wakened } from '../../lake/catalog/index.ts';
import { type Output, renderTable } from '../terminal/index.ts';
import { alertJson } from './alert-json.ts';
import { reading } from './alerts-catalog.ts';
import { type Context, printJson } from './context.ts';

/** `trailglass alerts show ID`: what it is, which events raised it, what was done with it. */
export async function runAlertsShow(
  id: string,
  flags: { readonly json?: boolean },
  context: Context,
): Promise<void> {
  const { alert, rule, changes } = reading(context, ({ detections }) => {
    const found = wakened(findAlert(detections, id), context.effects.now());
    const history = detections.changesOf(found.id);
    return { alert: found, rule: factsFor(detections, found), changes: history };
  });
  if (flags.json) {
    const history = changes.map(({ alertId: _, revision: __, ...change }) => change);
    return printJson(context, { ...alertJson(alert, rule), changes: history });
  }
  const { out } = context.terminal;
  await out.write(`${out.colors.bold(visible(rule.title))}\n`);
  if (rule.description !== undefined) await out.write(`${visible(rule.description)}\n`);
  await out.write(`\n${linesText(linesOf(alert, rule), out)}`);
  await out.write(`\n${samplesText(alert, out)}`);
  await out.write(`\n${historyText(changes, out)}`);
}

type Line = readonly [label: string, value: string | undefined];

function linesOf(alert: Alert, rule: RuleFacts): readonly Line[] {
  const { severity, severityReason, score, state, closeReason, snoozedUntil } = alert;
  const why = severityReason === undefined ? '' : `; ${severityReason}`;
  const until = snoozedUntil === undefined ? '' : ` until ${secondOf(snoozedUntil)}`;
  const groups = Object.entries(alert.group).map(([name, value]): Line => [name, value ?? 'none']);
  return [
    ['alert', alert.id],
    ['state', `${state}${closeReason === undefined ? '' : `: ${closeReason}`}${until}`],
    ['staged', alert.staged ? 'its rule is new: told in digests alone' : undefined],
    ['severity', `${severity} (${score}${why})`],
    ['matches', formatCount(alert.count)],
    ['first', isoOf(alert.firstTs)],
    ['last', isoOf(alert.lastTs)],
    ...groups,
    ...alert.top.filter(({ field }) => !Object.hasOwn(alert.group, field)).map(topLine),
    ['rule', rule.id],
    ['pack', rule.pack],
    ['author', rule.author],
    ['licence', rule.license],
    ['link', rule.link],
    ['tags', rule.tags.join(', ') || undefined],
    ['harmless', rule.falsepositives.join('; ') || undefined],
  ];
}

/** What its matches have in common stands in its group; of one value the count is that of the matches. */
function topLine({ field, values }: Alert['top'][number]): Line {
  const [first, ...more] = values;
  if (first && more.length === 0) return [field, first.value];
  const counted = values.map(({ value, count }) => `${value} (${formatCount(count)})`);
  return [field, counted.join(', ')];
}

function linesText(lines: readonly Line[], { colors }: Output): string {
  const told = lines.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...told.map(([label]) => label.length));
  return told
    .map(
      ([label, value]) => `${colors.bold(visible(label).padEnd(width))}  ${visible(value ?? '')}\n`,
    )
    .join('');
}

function samplesText({ samples }: Alert, out: Output): string {
  const isFailed = samples.some(({ errorCode }) => errorCode !== null);
  const names = ['time', 'event id', 'event', 'address', ...(isFailed ? ['error'] : [])];
  const columns = names.map((name) => ({ name, align: 'left' }) as const);
  const rows = samples.map(({ time, eventId, eventName, sourceAddress, errorCode }) => [
    ...[secondOf(Date.parse(time)), eventId, eventName, sourceAddress],
    ...(isFailed ? [errorCode] : []),
  ]);
  return renderTable(columns, rows, out);
}

function historyText(changes: readonly AlertChangeRow[], out: Output): string {
  const columns = ['at', 'what', 'who', 'why'].map((name) => ({ name, align: 'left' }) as const);
  const rows = changes.map(({ at, what, who, reason, note }) => [
    ...[secondOf(at), what, who],
    [reason, note].filter(Boolean).join(': '),
  ]);
  return renderTable(columns, rows, out);
}

function isoOf(micros: number): string {
  return secondOf(micros / 1000);
}

/** As CloudTrail writes times, UTC; milliseconds since 1970. */
function secondOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
