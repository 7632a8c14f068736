import { attributeLake } from '../../analysis/callers/index.ts';
import { type DeskOptions, openDesk } from '../../query/desk/index.ts';
import type { CallAttribution, Engine } from '../../query/engine/index.ts';
import { interruptSignal } from '../terminal/index.ts';
import type { Context } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { eventTimes, type TimeFlags } from './times.ts';

/** An engine over the lake for one analysis, which Ctrl-C ends. @throws AppError TG_LAKE_EMPTY */
export async function interruptible<Answer>(
  options: DeskOptions,
  analyse: (engine: Engine, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const engine = await openDesk(options);
  const interrupt = interruptSignal(() => {});
  try {
    return await analyse(engine, interrupt.signal);
  } finally {
    interrupt.stop();
    await engine.close();
  }
}

/** Asks something of the calls of the lake. */
export async function asked<Answer>(
  context: Context,
  ask: (engine: Engine, who: CallAttribution) => Promise<Answer>,
): Promise<Answer> {
  const { home, systems } = context.config().config;
  const who = attributeLake(home, systems);
  const engine = await openDesk({ ...deskOptions({}, context), attribution: () => who });
  try {
    return await ask(engine, who);
  } finally {
    await engine.close();
  }
}

/** What `--from` and `--to` say, as times of events. */
export function timesOf(flags: TimeFlags, { effects }: Context): TimeFlags {
  return eventTimes(flags, effects.now());
}
