import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { shipped } from '../../src/base/package/index.ts';

const MAIN = fileURLToPath(shipped('dist/cli/main.js'));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
}

/** Runs the program as a user does: its own process, no terminal. */
export async function trailglass(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const { home, env = {}, input, cwd } = options;
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, HOME: home, TRAILGLASS_HOME: home, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const read = async (stream: NodeJS.ReadableStream) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  };
  child.stdin.end(input ?? '');
  const [stdout, stderr, code] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

/** Rows of NDJSON. */
export function rowsOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
