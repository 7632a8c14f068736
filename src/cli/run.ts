import { readFileSync } from 'node:fs';
import { loadConfig } from '../base/config/index.ts';
import { defaultEffects } from '../base/effects/index.ts';
import { toAppError } from '../base/errors/index.ts';
import { buildProgram, type Context, exitOf, type GlobalOptions } from './commands/index.ts';
import { openTerminal } from './terminal/index.ts';

/** The front door: every error ends here, as words and an exit code. */
export async function run(argv: readonly string[]): Promise<void> {
  // The SQLite of Node 22 is marked experimental; that is no news to whoever runs this.
  process.removeAllListeners('warning');
  const program = buildProgram(version(), contextOf);
  try {
    await program.parseAsync(argv.map(asArgument));
  } catch (error) {
    process.exitCode = exitOf(error) ?? (await explain(error, argv));
  }
}

/** SQL may begin with a comment, which would be taken for an option. */
function asArgument(text: string): string {
  return /^--(?: |[^\n]*\n)/.test(text) ? ` ${text}` : text;
}

function contextOf(global: GlobalOptions): Context {
  const terminal = openTerminal({ env: process.env, color: global.color ?? true });
  let loaded: ReturnType<typeof loadConfig> | undefined;
  return {
    terminal,
    effects: defaultEffects,
    global,
    config: () => {
      loaded ??= loadConfig(global, defaultEffects);
      return loaded;
    },
  };
}

async function explain(error: unknown, argv: readonly string[]): Promise<number> {
  const { err } = openTerminal({ env: process.env, color: !argv.includes('--no-color') });
  const known = toAppError(error);
  await err.write(
    `${err.colors.red(known.message)}\n${err.colors.dim(known.code)}  ${known.hint}\n`,
  );
  if (argv.includes('--verbose') || known.code === 'TG_INTERNAL') {
    await err.write(`${stackOf(known)}\n`);
  }
  return known.exitCode;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}

/** `dist/version.txt`, written by the build; in the sources, package.json. */
function version(): string {
  try {
    return readFileSync(new URL('../version.txt', import.meta.url), 'utf8').trim();
  } catch {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    return (JSON.parse(text) as { readonly version: string }).version;
  }
}
