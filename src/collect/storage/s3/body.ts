import { AppError } from '../../../base/errors/index.ts';
import type { StoredObject } from '../storage.ts';
import { BodyFault, SilenceFault } from './faults.ts';

/** The part of a GetObject answer that is looked at. */
export interface ObjectAnswer {
  readonly ContentLength?: number | undefined;
  readonly ETag?: string | undefined;
  readonly Body?: unknown;
}

type Body = AsyncIterable<Uint8Array> & { destroy(error?: Error): void };

export function etagOf(quoted: string | undefined): string {
  return quoted?.replaceAll('"', '') ?? '';
}

/**
 * The whole body, or an error: a chunked body may end early without any sign but its length.
 * `silence`: milliseconds without a byte after which it is given up.
 * @throws BodyFault, SilenceFault, AppError TG_STORAGE_CHANGED
 */
export async function wholeBody(
  answer: ObjectAnswer,
  object: StoredObject,
  silence: number,
): Promise<Uint8Array> {
  const body = answer.Body as Body | undefined;
  const watch = setTimeout(() => body?.destroy(silenceFault(silence)), silence);
  try {
    checkHead(answer, object);
    const bytes = new Uint8Array(object.size);
    let received = 0;
    for await (const chunk of body ?? []) {
      watch.refresh();
      if (received + chunk.byteLength > object.size) {
        throw new BodyFault(object.size, received + chunk.byteLength);
      }
      bytes.set(chunk, received);
      received += chunk.byteLength;
    }
    if (received !== object.size) throw new BodyFault(object.size, received);
    return bytes;
  } catch (error) {
    // Else the rest would go on arriving, and hold the connection.
    body?.destroy();
    throw error;
  } finally {
    clearTimeout(watch);
  }
}

function silenceFault(silence: number): SilenceFault {
  return new SilenceFault(`no byte of the body arrived for ${silence} ms`);
}

function checkHead({ ContentLength, ETag }: ObjectAnswer, object: StoredObject): void {
  if (ETag !== undefined && etagOf(ETag) !== object.etag) {
    const message = `${object.key} was overwritten after it was listed.`;
    throw new AppError('TG_STORAGE_CHANGED', message);
  }
  if (ContentLength !== undefined && ContentLength !== object.size) {
    throw new BodyFault(object.size, ContentLength);
  }
}
