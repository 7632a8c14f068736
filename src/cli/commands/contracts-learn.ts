import { knownSystems, learnContract } from '../../analysis/callers/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { plural } from '../../base/text/index.ts';
import { asked, timesOf } from './ask-calls.ts';
import type { Context } from './context.ts';
import { notKnown } from './contracts-known.ts';

interface LearnFlags {
  readonly days: number;
  readonly to?: string;
}

/** `trailglass contracts learn SYSTEM`: a contract of what it did, to read and to paste. */
export async function runContractsLearn(
  system: string,
  { days, to }: LearnFlags,
  context: Context,
): Promise<void> {
  const known = knownSystems(context.config().config.systems);
  if (!known.includes(system)) {
    throw new AppError('TG_CLI_USAGE', `${system}: ${notKnown(system, known)}`, {
      hint: 'trailglass systems shows the systems that called.',
    });
  }
  const times = timesOf({ ...(to !== undefined && { to }) }, context);
  const yaml = await asked(context, (engine) => learnContract(engine, system, { days, ...times }));
  if (yaml === undefined) {
    const words = `${system} used nothing on two days of ${plural(days, 'day')}.`;
    throw new AppError('TG_CLI_USAGE', words, {
      hint: 'Give more --days, or another --to.',
    });
  }
  await context.terminal.out.write(yaml);
}
