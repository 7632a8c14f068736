import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { AppError, messageOf } from '../../base/errors/index.ts';
import type { Output } from '../terminal/index.ts';

/** Writes to a file, or without one to standard output for as long as somebody reads. @throws AppError TG_OUTPUT_FAILED */
export async function writeTexts(
  texts: AsyncIterable<string>,
  file: string | undefined,
  out: Output,
): Promise<void> {
  if (file === undefined) {
    for await (const text of texts) if (!(await out.write(text))) return;
    return;
  }
  const stream = createWriteStream(file);
  try {
    await once(stream, 'open');
    for await (const text of texts) if (!stream.write(text)) await once(stream, 'drain');
    stream.end();
    await once(stream, 'close');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('TG_OUTPUT_FAILED', `${file}: ${messageOf(cause)}`, { cause });
  }
}
