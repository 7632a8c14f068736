import { PassThrough } from 'node:stream';
import { type Output, outputOf } from './terminal.ts';

export interface Screen {
  readonly out: Output;
  /** What was written so far. */
  readonly text: () => string;
}

/** An output that remembers; with `columns` it is a terminal of that width, without colours. */
export function screen(columns?: number, env: Readonly<Record<string, string>> = {}): Screen {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const tty = columns === undefined ? stream : Object.assign(stream, { isTTY: true, columns });
  return {
    out: outputOf(tty, { env: { NO_COLOR: '1', ...env } }),
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}
