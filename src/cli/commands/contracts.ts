import { type Breach, breaches, type Contracts, newPlaces } from '../../analysis/callers/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { plural } from '../../base/text/index.ts';
import type { Engine } from '../../query/engine/index.ts';
import type { Output } from '../terminal/index.ts';
import { asked, timesOf } from './ask-calls.ts';
import { type Context, printJson } from './context.ts';
import { contractsOf } from './contracts-known.ts';
import { FOUND } from './exit-codes.ts';
import type { TimeFlags } from './times.ts';

interface CheckFlags extends TimeFlags {
  readonly new?: boolean;
  readonly days: number;
  readonly fail?: boolean;
  readonly json?: boolean;
}

/** `trailglass contracts check`: what was outside of a contract, and with `--new` where nobody had been. */
export async function runContractsCheck(flags: CheckFlags, context: Context): Promise<void> {
  const contracts = contractsOf(context);
  if (!flags.new && Object.keys(contracts).length === 0) throw noContracts();
  const found = await asked(context, (engine) => outsideOf(engine, contracts, flags, context));
  if (flags.fail && found.length > 0) context.exitWith(FOUND);
  if (flags.json) return printJson(context, found);
  const { out } = context.terminal;
  if (found.length === 0) await out.write('Nothing is outside.\n');
  for (const breach of found) await out.write(`${breachText(breach, out)}\n`);
}

async function outsideOf(
  engine: Engine,
  contracts: Contracts,
  flags: CheckFlags,
  context: Context,
): Promise<readonly Breach[]> {
  const times = timesOf(flags, context);
  const outside = await breaches(engine, contracts, times);
  if (!flags.new) return outside;
  const learning = { except: Object.keys(contracts), days: flags.days };
  return [...outside, ...(await newPlaces(engine, learning, times))];
}

function noContracts(): AppError {
  return new AppError('TG_CLI_USAGE', 'There is no contract to check.', {
    hint: 'trailglass contracts learn SYSTEM writes one; --new looks at systems without any.',
  });
}

function breachText(breach: Breach, { colors }: Output): string {
  const { id, kind, system, dimension, value, calls, first, lastTime } = breach;
  const what = `${kind === 'new' ? 'new ' : ''}${dimension} ${value}`;
  return [
    `${colors.bold(`${system}: ${what}`)}  ${plural(calls, 'call')}`,
    `  first  ${first.time}  ${first.action}`,
    `         by ${first.principal ?? 'nobody named'}`,
    `         event ${first.eventId ?? 'without an id'}`,
    `  last   ${lastTime}`,
    colors.dim(`  id     ${id}`),
    '',
  ].join('\n');
}
