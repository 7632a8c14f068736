import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { messageOf } from '../../../base/errors/index.ts';
import { gunzipTogether, MAX_TEXT_BYTES } from '../../decode/index.ts';
import type { IngestNote, ObjectColumns } from './protocol.ts';

/** What an object holds: its bytes, and its text where that is known already. Valid until the next is asked for. */
export interface Content {
  readonly bytes: Uint8Array;
  readonly text?: Uint8Array;
}

/** Why there is nothing to decode. */
export type NoContent = Pick<IngestNote, 'failure' | 'unread'> & { readonly bytes?: never };

/** Objects up to this many bytes are read and inflated in groups. */
const SMALL = 16 * 1024;

/** Memory for one group; used again and again. Not a Buffer: their `slice` gives views instead of copies. */
export function newRoom(): Uint8Array {
  return new Uint8Array(16 * SMALL);
}

/**
 * The contents of a batch's objects, asked for one after another. Small ones are read group by group into one
 * memory, without a look at their size first, and inflated together.
 */
export class BatchContents {
  readonly #sizes: Float64Array;
  readonly #contents: readonly (string | Uint8Array)[];
  readonly #room: Uint8Array;
  #group: ReadonlyMap<number, Content | NoContent> = new Map();

  constructor({ sizes, contents }: ObjectColumns, room: Uint8Array) {
    this.#sizes = sizes;
    this.#contents = typeof contents === 'string' ? contents.split('\0') : contents;
    this.#room = room;
  }

  at(place: number): Content | NoContent {
    if (!this.#group.has(place)) this.#group = this.#groupFrom(place);
    return this.#group.get(place) ?? this.#alone(place);
  }

  #groupFrom(first: number): ReadonlyMap<number, Content> {
    const group: Uint8Array[] = [];
    let end = 0;
    for (let place = first; place < this.#contents.length; place++) {
      const bytes = this.#small(place, end);
      if (!bytes) break;
      group.push(bytes);
      end += bytes.length;
    }
    const sizes = group.map(({ length }) => length);
    const texts = group.length > 1 ? gunzipTogether(this.#room.subarray(0, end), sizes) : undefined;
    return new Map(
      group.map((bytes, index) => {
        const text = texts?.[index];
        return [first + index, text ? { bytes, text } : { bytes }];
      }),
    );
  }

  /** A small object, read into the room from `start` on; undefined when it does not fit or is not as listed. */
  #small(place: number, start: number): Uint8Array | undefined {
    const size = this.#sizes[place] ?? 0;
    if (size === 0 || size > SMALL || start + size >= this.#room.length) return undefined;
    const content = this.#contents[place] ?? '';
    // One byte more than listed shows whether a file has grown.
    const target = this.#room.subarray(start, start + size + 1);
    const length =
      typeof content === 'string' ? readInto(target, content) : copyInto(target, content);
    return length === size ? target.subarray(0, size) : undefined;
  }

  #alone(place: number): Content | NoContent {
    const content = this.#contents[place] ?? '';
    if (typeof content !== 'string') return { bytes: content };
    try {
      if (statSync(content).size > MAX_TEXT_BYTES) {
        return { failure: `larger than ${MAX_TEXT_BYTES} bytes` };
      }
      return { bytes: readFileSync(content) };
    } catch (error) {
      return { failure: `it could not be read: ${messageOf(error)}`, unread: true };
    }
  }
}

/** How many bytes of a file fit; undefined when it cannot be read. */
function readInto(target: Uint8Array, path: string): number | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readSync(file, target, 0, target.length, null);
  } catch {
    // Asked for alone it fails again, and is reported.
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function copyInto(target: Uint8Array, bytes: Uint8Array): number | undefined {
  if (bytes.length > target.length) return undefined;
  target.set(bytes);
  return bytes.length;
}
