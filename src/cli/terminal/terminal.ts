import type { Writable } from 'node:stream';
import pc from 'picocolors';

type Colors = ReturnType<typeof pc.createColors>;

/** One output stream: what it can show. */
export interface Output {
  readonly isTTY: boolean;
  /** Cells in a line; Infinity where nothing limits it. */
  readonly width: number;
  readonly colors: Colors;
  /** Resolves when more may be written; quietly false once the reader is gone (EPIPE). */
  write(text: string): Promise<boolean>;
}

/** What a command talks through: data on `out`, everything else on `err`. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
}

/** A stream that may be a terminal: `process.stdout`, or a test's. */
export interface TtyStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Streams {
  readonly stdout: TtyStream;
  readonly stderr: TtyStream;
}

export interface TerminalOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** false with `--no-color`. */
  readonly color?: boolean;
}

export function openTerminal({ stdout, stderr }: Streams, options: TerminalOptions): Terminal {
  return { out: outputOf(stdout, options), err: outputOf(stderr, options) };
}

export function outputOf(stream: TtyStream, { env, color = true }: TerminalOptions): Output {
  const isTTY = stream.isTTY === true;
  const isColored = color && isTTY && env.TERM !== 'dumb' && !env.NO_COLOR;
  let isGone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read has seen enough (`| head`): that is no failure.
    if (error.code === 'EPIPE') isGone = true;
    else throw error;
  });
  return {
    isTTY,
    get width() {
      return isTTY ? (stream.columns ?? 80) : Number.POSITIVE_INFINITY;
    },
    colors: pc.createColors(isColored),
    write: async (text) => {
      if (isGone) return false;
      if (!stream.write(text)) await drained(stream, () => isGone);
      return !isGone;
    },
  };
}

async function drained(stream: Writable, isGone: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('error', done);
      stream.off('close', done);
      resolve();
    };
    if (isGone()) return resolve();
    stream.once('drain', done);
    stream.once('error', done);
    stream.once('close', done);
  });
}
