import {
  type AlertAction,
  type CloseReason,
  factsFor,
  findAlert,
  handleAlert,
} from '../../analysis/detect/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { nearest } from '../../base/text/index.ts';
import { alertJson } from './alert-json.ts';
import { rowsForSinks } from './alert-rows.ts';
import { changing, reading } from './alerts-catalog.ts';
import { type Context, printJson } from './context.ts';
import { parseUntil } from './until.ts';

interface ActFlags {
  readonly note?: string;
  readonly json?: boolean;
}

const REASONS: readonly CloseReason[] = ['true', 'benign', 'false-positive', 'duplicate'];

/** `trailglass alerts ack ID`: somebody looks at it. */
export function runAlertsAck(id: string, flags: ActFlags, context: Context): Promise<void> {
  return act(id, { do: 'acknowledge', note: flags.note }, flags, context);
}

/** `trailglass alerts close ID --reason WHY`. */
export function runAlertsClose(
  id: string,
  flags: ActFlags & { readonly reason: string },
  context: Context,
): Promise<void> {
  return act(id, { do: 'close', reason: reasonOf(flags.reason), note: flags.note }, flags, context);
}

/** `trailglass alerts snooze ID --until TIME`: out of sight until then. */
export function runAlertsSnooze(
  id: string,
  flags: ActFlags & { readonly until: string },
  context: Context,
): Promise<void> {
  const until = parseUntil(flags.until, context.effects.now());
  return act(id, { do: 'snooze', until, note: flags.note }, flags, context);
}

/** `trailglass alerts reopen ID`. */
export function runAlertsReopen(id: string, flags: ActFlags, context: Context): Promise<void> {
  return act(id, { do: 'reopen', note: flags.note }, flags, context);
}

/** `trailglass alerts note ID TEXT`: a line in the history, nothing else. */
export function runAlertsNote(
  id: string,
  note: string,
  flags: ActFlags,
  context: Context,
): Promise<void> {
  return act(id, { do: 'note', note }, flags, context);
}

async function act(
  id: string,
  action: AlertAction,
  { json }: ActFlags,
  context: Context,
): Promise<void> {
  const { effects } = context;
  const handling = {
    action,
    who: effects.user(),
    when: effects.now(),
    rowsFor: rowsForSinks(context),
  };
  changing(context, (catalog) => catalog.detect((stored) => handleAlert(stored, id, handling)));
  const { alert, rule } = reading(context, ({ detections }) => {
    const found = findAlert(detections, id);
    return { alert: found, rule: factsFor(detections, found) };
  });
  if (json) return printJson(context, alertJson(alert, rule));
  await context.terminal.out.write(`Alert ${alert.id} is ${alert.state}.\n`);
}

function reasonOf(text: string): CloseReason {
  const found = REASONS.find((one) => one === text);
  if (found !== undefined) return found;
  const meant = nearest(text, REASONS);
  throw new AppError('TG_CLI_USAGE', `"${text}" is no reason to close an alert.`, {
    hint: `${meant ? `Did you mean ${meant}? ` : ''}There are ${REASONS.join(', ')}.`,
  });
}
