import {
  type SystemOverview,
  type SystemPart,
  systemActions,
  systemParts,
  systemsOverview,
} from '../../analysis/callers/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { formatCount, nearest } from '../../base/text/index.ts';
import { renderTable } from '../terminal/index.ts';
import { asked, timesOf } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import type { TimeFlags } from './times.ts';

export interface SystemsFlags extends TimeFlags {
  readonly json?: boolean;
}

/** `trailglass systems`: who called, and how that went. */
export async function runSystems(flags: SystemsFlags, context: Context): Promise<void> {
  const systems = await asked(context, (engine, who) =>
    systemsOverview(engine, who, timesOf(flags, context)),
  );
  if (flags.json) return printJson(context, systems);
  const { out } = context.terminal;
  await out.write(renderTable(columnsOf(['system'], COUNTED), systems.map(systemRow), out));
}

/** `trailglass systems show NAME`: the parts of a system, why they are its, and what it calls. */
export async function runSystemsShow(
  name: string,
  flags: SystemsFlags,
  context: Context,
): Promise<void> {
  const times = timesOf(flags, context);
  const { parts, actions } = await asked(context, async (engine, who) => {
    const found = await systemParts(engine, name, times);
    if (found.length === 0) throw unknownSystem(name, await systemsOverview(engine, who, times));
    return { parts: found, actions: await systemActions(engine, name, times) };
  });
  if (flags.json) return printJson(context, { system: name, parts, actions });
  const { out } = context.terminal;
  const columns = columnsOf(
    ['component', 'principal', 'confidence'],
    ['calls', 'denied', 'throttled', 'other errors'],
    ['last', 'reason'],
  );
  const shown = parts.slice(0, out.isTTY ? MOST_PARTS : parts.length);
  await out.write(renderTable(columns, shown.map(partRow), out));
  if (shown.length < parts.length) {
    await out.write(`(${formatCount(parts.length - shown.length)} more; --json has all)\n`);
  }
  const calls = actions.map((one) => [one.service, one.action, formatCount(one.calls)]);
  await out.write(`\n${renderTable(columnsOf(['service', 'action'], ['calls']), calls, out)}`);
}

/** Parts that a terminal shows. */
const MOST_PARTS = 20;

const COUNTED = [
  'calls',
  'denied',
  'throttled',
  'other errors',
  'principals',
  'accounts',
  'first',
  'last',
] as const;

function columnsOf(
  left: readonly string[],
  right: readonly string[],
  more: readonly string[] = [],
): readonly { readonly name: string; readonly align: 'left' | 'right' }[] {
  return [
    ...left.map((name) => ({ name, align: 'left' as const })),
    ...right.map((name) => ({ name, align: 'right' as const })),
    ...more.map((name) => ({ name, align: 'left' as const })),
  ];
}

function systemRow(one: SystemOverview): readonly string[] {
  const { system, calls, denied, throttled, errors, principals, accounts } = one;
  const counts = [calls, denied, throttled, errors, principals, accounts].map(formatCount);
  return [system, ...counts, one.firstTime ?? '', one.lastTime ?? ''];
}

function partRow(one: SystemPart): readonly string[] {
  const { component, principal, confidence, calls, denied, throttled, errors } = one;
  const counts = [calls, denied, throttled, errors].map(formatCount);
  return [
    ...[component ?? '', principal ?? '', confidence, ...counts],
    ...[one.lastTime ?? '', one.reason],
  ];
}

function unknownSystem(name: string, known: readonly SystemOverview[]): AppError {
  const names = known.map(({ system }) => system);
  const meant = nearest(name, names);
  return new AppError('TG_CLI_USAGE', `No system "${name}" called in this time.`, {
    hint: `${meant ? `Did you mean ${meant}? ` : ''}There are ${names.join(', ')}.`,
  });
}
