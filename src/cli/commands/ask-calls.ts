import { attributeLake } from '../../analysis/callers/index.ts';
import { openDesk } from '../../query/desk/index.ts';
import type { CallAttribution, Engine } from '../../query/engine/index.ts';
import type { Context } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { eventTimes, type TimeFlags } from './times.ts';

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
