import type { ConfigFlags, LoadedConfig } from '../../base/config/index.ts';
import type { Effects } from '../../base/effects/index.ts';
import type { Terminal } from '../terminal/index.ts';

/** Options that every command takes. */
export interface GlobalOptions extends ConfigFlags {
  readonly color?: boolean;
  readonly verbose?: boolean;
}

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal;
  readonly effects: Effects;
  readonly global: GlobalOptions;
  /** Reads the configuration when it is first asked for. */
  readonly config: () => LoadedConfig;
  /** The exit code of a command that does its work and finds what its caller asked about. */
  readonly exitWith: (code: number) => void;
}

/** Writes one JSON document: what `--json` prints. */
export async function printJson({ terminal }: Context, value: unknown): Promise<void> {
  await terminal.out.write(`${JSON.stringify(value, null, 2)}\n`);
}
