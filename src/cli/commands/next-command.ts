import type { Context } from './context.ts';

/** A command to run next over the same lake: what was said of it on the command line is said again. */
export function nextCommand(command: string, { global }: Pick<Context, 'global'>): string {
  const { home, config } = global;
  return [
    command,
    ...(config === undefined ? [] : [`--config ${shellWord(config)}`]),
    ...(home === undefined ? [] : [`--home ${shellWord(home)}`]),
  ].join(' ');
}

/** A path as a shell reads it back. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
