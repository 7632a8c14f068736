import { createHash } from 'node:crypto';
import { alertSettings, type DetectSummary, runDetections } from '../../analysis/detect/index.ts';
import { formatCount, plural } from '../../base/text/index.ts';
import { openCatalog } from '../../lake/catalog/index.ts';
import { openDesk } from '../../query/desk/index.ts';
import { interruptSignal } from '../terminal/index.ts';
import { rowsForSinks } from './alert-rows.ts';
import { type Context, printJson } from './context.ts';
import { contractsOf } from './contracts-known.ts';
import { deskOptions } from './desk-options.ts';
import { configuredRuleSet } from './detect-rules.ts';
import { nextCommand } from './next-command.ts';
import { deliverDue } from './notify-deliver.ts';

export interface DetectRunFlags {
  readonly notify?: boolean;
  readonly json?: boolean;
}

/** `trailglass detect run`: alerts for what came in since the last time. */
export async function runDetectRun(flags: DetectRunFlags, context: Context): Promise<void> {
  const summary = await detectAndTell(context, flags);
  if (flags.json) return printJson(context, summary);
  await context.terminal.out.write(detectWords(summary, context));
}

/** Detects, and sends what is to be told of it. */
export async function detectAndTell(
  context: Context,
  flags: DetectRunFlags,
): Promise<DetectSummary> {
  const summary = await detected(context);
  // Also what an earlier run left behind.
  if (flags.notify !== false) await deliverDue(context, flags);
  return summary;
}

/** Runs the rules of the configuration over what they have not seen. @throws AppError TG_LAKE_EMPTY */
export async function detected(context: Context): Promise<DetectSummary> {
  const { home, detections } = context.config().config;
  const rules = configuredRuleSet(context);
  // A reader makes no lake where there is none.
  openCatalog(home, { readonly: true }).close();
  const catalog = openCatalog(home);
  const interrupt = interruptSignal(() => {});
  const options = deskOptions({}, context);
  try {
    return await runDetections({
      catalog,
      rules,
      settings: alertSettings(detections, rowsForSinks(context)),
      open: (after, days) =>
        openDesk({ ...options, ...(after !== undefined && { after }), ...(days && { days }) }),
      behind: versionOfSystems(context),
      contracts: contractsOf(context),
      stagingDays: detections.staging.days,
      now: context.effects.now(),
      signal: interrupt.signal,
    });
  } finally {
    interrupt.stop();
    catalog.close();
  }
}

/** Changes when the user's own systems do: rules that ask for them look at everything again. */
function versionOfSystems(context: Context): string {
  const { systems } = context.config().config;
  return createHash('sha256').update(JSON.stringify(systems)).digest('hex').slice(0, 16);
}

/** What a run did, for people. */
export function detectWords(
  { rules, matches, alerts, messages, unasked = [] }: DetectSummary,
  context: Context,
): string {
  const { opened, changed, backfill } = alerts;
  const parts = [
    plural(matches, 'match', 'matches'),
    `${plural(opened, 'alert')} opened`,
    changed > 0 && `${formatCount(changed)} changed`,
    backfill > 0 && `${formatCount(backfill)} of old events closed`,
    messages > 0 && `${plural(messages, 'message')} to send`,
  ];
  const failed = unasked.map(
    ({ suppression, reason }) => `Suppression ${suppression} hid nothing: ${reason}\n`,
  );
  const words = `${plural(rules, 'rule')}: ${parts.filter(Boolean).join(', ')}.\n`;
  return `${words}${failed.join('')}${nextText(alerts, context)}`;
}

function nextText({ opened, backfill }: DetectSummary['alerts'], context: Context): string {
  if (opened === 0 && backfill === 0) return '';
  const command = opened > 0 ? 'trailglass alerts list' : 'trailglass alerts list --state closed';
  return `Next: ${nextCommand(command, context)}\n`;
}
