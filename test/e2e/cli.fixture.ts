import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { defaultEffects } from '../../src/base/effects/index.ts';
import { shipped } from '../../src/base/package/index.ts';
import { run } from '../../src/cli/run.ts';

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
  const { input, cwd } = options;
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: environment(options),
    ...(cwd === undefined ? {} : { cwd }),
  });
  child.stdin.end(input ?? '');
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

/**
 * The same in this process, for a quarter of the price: what it says and does, but not how a process starts and ends.
 * One at a time, since the working folder is the process's.
 */
export async function command(
  args: readonly string[],
  options: Omit<CliOptions, 'input'>,
): Promise<CliResult> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([textOf(stdout), textOf(stderr)]);
  const effects = { ...defaultEffects, env: environment(options) };
  const before = process.cwd();
  const cwd = options.cwd ?? before;
  process.chdir(cwd);
  try {
    const code = await run(args, { stdout, stderr, effects, cwd });
    for (const stream of [stdout, stderr]) stream.end();
    const [out, err] = await said;
    return { code, stdout: out, stderr: err };
  } finally {
    process.chdir(before);
  }
}

function environment({ home, env = {} }: CliOptions): Record<string, string | undefined> {
  return { PATH: process.env.PATH, HOME: home, TRAILGLASS_HOME: home, ...env };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Rows of NDJSON. */
export function rowsOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
