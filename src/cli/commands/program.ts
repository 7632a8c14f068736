import { Command, CommanderError } from 'commander';
import { ERRORS } from '../../base/errors/index.ts';
import { openTerminal, type Streams } from '../terminal/index.ts';
import type { Context, GlobalOptions } from './context.ts';
import { addAlerts } from './declared/alerts.ts';
import { addCollect } from './declared/collect.ts';
import { addConfig } from './declared/config.ts';
import { addConsole } from './declared/console.ts';
import { addContracts } from './declared/contracts.ts';
import { addDemo } from './declared/demo.ts';
import { addDetect } from './declared/detect.ts';
import { addHelp } from './declared/help.ts';
import { addIdentity } from './declared/identity.ts';
import { addLake } from './declared/lake.ts';
import { addNotify } from './declared/notify.ts';
import { type ContextOf, toCount } from './declared/options.ts';
import { addQuarantine } from './declared/quarantine.ts';
import { addQuery } from './declared/query.ts';
import { addSql } from './declared/sql.ts';
import { addStatus } from './declared/status.ts';
import { addSuppress } from './declared/suppress.ts';
import { addSystems } from './declared/systems.ts';
import { addThrottling } from './declared/throttling.ts';

/** Makes a command's context once its options are known. */
export type MakeContext = (global: GlobalOptions) => Context;

/** Declares a command, or a family of them, on the program. */
type AddCommand = (program: Command, context: ContextOf) => void;

/** In the order of `--help`. */
const COMMANDS: readonly AddCommand[] = [
  addCollect,
  addQuery,
  addSql,
  addSystems,
  addIdentity,
  addConsole,
  addThrottling,
  addContracts,
  addDetect,
  addNotify,
  addAlerts,
  addSuppress,
  addLake,
  addQuarantine,
  addStatus,
  addDemo,
  addConfig,
];

/** Every command: what it takes, and which file does the work. Files are loaded when they are called. */
export function buildProgram(version: string, streams: Streams, makeContext: MakeContext): Command {
  const program = new Command('trailglass');
  const { out, err } = openTerminal(streams, { env: {} });
  program
    .configureOutput({
      writeOut: (text) => void out.write(text),
      writeErr: (text) => void err.write(text),
    })
    .description('Who called what in your AWS accounts, and should they have?')
    .version(version)
    .option('--config <file>', 'configuration file (default: ./trailglass.yaml)')
    .option('--home <folder>', 'folder of the lake and its catalog')
    .option('--workers <n>', 'decoding threads', toCount)
    .option('--no-color', 'no colours')
    .option('--verbose', 'errors with their causes')
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride();
  const context = (command: Command) => makeContext(command.optsWithGlobals());
  for (const add of COMMANDS) add(program, context);
  addHelp(program);
  program.addHelpText('after', EXAMPLES);
  return program;
}

const EXAMPLES = `
Examples:
  trailglass collect s3://my-trail-bucket/          take in a trail
  trailglass query --saved throttled-systems        which systems are being throttled?
  trailglass throttling --from T-7d                 who causes it, and what would help?
  trailglass query -f question.sql -o result.csv    a question from a file, its answer into one
  trailglass demo                                   try it on made-up logs

More: trailglass help exit-codes, trailglass help environment, trailglass help output`;

/** Commander's own errors: help and version are none, everything else is wrong usage. */
export function exitOf(error: unknown): number | undefined {
  if (!(error instanceof CommanderError)) return undefined;
  return error.exitCode === 0 ? 0 : ERRORS.TG_CLI_USAGE.exit;
}
