import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';

/** Files of this size and more get memory of their own. */
const ROOM = 1024 * 1024;

/** A file larger than anything that is decoded. */
export class TooLargeError extends Error {}

/**
 * Reads files as a whole, small ones into the same memory again and again: what a call gives is valid until the
 * next. Of the 9 microseconds that `readFileSync` takes for a kilobyte, this leaves 6.
 */
export class FileBytes {
  // Not a Buffer: their `slice` gives views, and what is kept of a file has to be a copy.
  readonly #room = new Uint8Array(ROOM);
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `size`: as it was listed. Another size is read too. @throws TooLargeError, and what the system throws */
  read(path: string, size: number): Uint8Array {
    // One byte more than listed shows whether the file has grown.
    const isSmall = size > 0 && size < ROOM;
    if (isSmall && this.#fill(path, size + 1) === size) return this.#room.subarray(0, size);
    if (statSync(path).size > this.#limit) throw new TooLargeError();
    return readFileSync(path);
  }

  #fill(path: string, most: number): number {
    const file = openSync(path, 'r');
    try {
      return readSync(file, this.#room, 0, most, null);
    } finally {
      closeSync(file);
    }
  }
}
