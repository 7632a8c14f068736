import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { messageOf } from '../../../base/errors/index.ts';
import { MAX_TEXT_BYTES } from '../../decode/index.ts';
import type { IngestNote, ObjectColumns } from './protocol.ts';

/** The bytes of an object, valid as long as the room. */
export interface Content {
  readonly bytes: Uint8Array;
}

/** Why there is nothing to decode. */
export type NoContent = Pick<IngestNote, 'failure' | 'unread'> & { readonly bytes?: never };

/**
 * The contents of a batch's objects. Files that fit are read into the room that the asker has, without a look at their
 * size first: an allocation for each would cost more garbage collection than the reading.
 */
export class BatchContents {
  readonly #sizes: Float64Array;
  readonly #contents: readonly (string | Uint8Array)[];

  constructor({ sizes, contents }: ObjectColumns) {
    this.#sizes = sizes;
    this.#contents = typeof contents === 'string' ? contents.split('\0') : contents;
  }

  at(place: number, room: Uint8Array): Content | NoContent {
    const content = this.#contents[place] ?? '';
    if (typeof content !== 'string') return { bytes: content };
    const size = this.#sizes[place] ?? 0;
    const bytes = size < room.length ? readAsListed(content, size, room) : undefined;
    return bytes ? { bytes } : readWhole(content);
  }
}

/** A file read into the room; undefined when it cannot be read, or is not as long as listed. */
function readAsListed(path: string, size: number, room: Uint8Array): Uint8Array | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    // One byte more than listed shows whether a file has grown.
    const length = readSync(file, room, 0, size + 1, null);
    return length === size ? room.subarray(0, size) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readWhole(path: string): Content | NoContent {
  try {
    if (statSync(path).size > MAX_TEXT_BYTES) {
      return { failure: `larger than ${MAX_TEXT_BYTES} bytes` };
    }
    return { bytes: readFileSync(path) };
  } catch (error) {
    return { failure: `it could not be read: ${messageOf(error)}`, unread: true };
  }
}
