import { openDesk } from '../../query/desk/index.ts';
import type { Engine } from '../../query/engine/index.ts';
import type { Context } from './context.ts';
import { deskOptions } from './desk-options.ts';
import { eventTimes, type TimeFlags } from './times.ts';

/** Asks something of the calls of the lake. */
export async function asked<Answer>(
  context: Context,
  ask: (engine: Engine) => Promise<Answer>,
): Promise<Answer> {
  const engine = await openDesk(deskOptions({}, context));
  try {
    return await ask(engine);
  } finally {
    await engine.close();
  }
}

/** What `--from` and `--to` say, as times of events. */
export function timesOf(flags: TimeFlags, { effects }: Context): TimeFlags {
  return eventTimes(flags, effects.now());
}
