import { readFileSync } from 'node:fs';
import { loadConfig } from '../base/config/index.ts';
import type { Effects } from '../base/effects/index.ts';
import { toAppError } from '../base/errors/index.ts';
import { shipped } from '../base/package/index.ts';
import { buildProgram, type Context, exitOf, type GlobalOptions } from './commands/index.ts';
import { openTerminal, type Streams } from './terminal/index.ts';

/** What a command runs in. */
export interface World extends Streams {
  readonly effects: Effects;
  /** The folder in which `trailglass.yaml` is looked for. */
  readonly cwd: string;
}

/** The front door: every error ends here, as words. Returns the exit code. `args`: behind the program's name. */
export async function run(args: readonly string[], world: World): Promise<number> {
  let code = 0;
  const exitWith = (found: number) => {
    code = found;
  };
  const program = buildProgram(version(), world, (global) => contextOf(global, world, exitWith));
  try {
    await program.parseAsync(args.map(asArgument), { from: 'user' });
    return code;
  } catch (error) {
    return exitOf(error) ?? (await explain(error, args, world));
  }
}

/** SQL may begin with a comment, which would be taken for an option. */
function asArgument(text: string): string {
  return /^--(?: |[^\n]*\n)/.test(text) ? ` ${text}` : text;
}

function contextOf(global: GlobalOptions, world: World, exitWith: Context['exitWith']): Context {
  const { effects, cwd } = world;
  const terminal = openTerminal(world, { env: effects.env, color: global.color ?? true });
  let loaded: ReturnType<typeof loadConfig> | undefined;
  return {
    terminal,
    effects,
    global,
    config: () => {
      loaded ??= loadConfig(global, effects, cwd);
      return loaded;
    },
    exitWith,
  };
}

async function explain(error: unknown, args: readonly string[], world: World): Promise<number> {
  const color = !args.includes('--no-color');
  const { err } = openTerminal(world, { env: world.effects.env, color });
  const known = toAppError(error);
  await err.write(
    `${err.colors.red(known.message)}\n${err.colors.dim(known.code)}  ${known.hint}\n`,
  );
  if (args.includes('--verbose') || known.code === 'TG_INTERNAL') {
    await err.write(`${stackOf(known)}\n`);
  }
  return known.exitCode;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}

function version(): string {
  const text = readFileSync(shipped('package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
