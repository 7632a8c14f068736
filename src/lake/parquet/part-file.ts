import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Footer length and magic. */
const TAIL_BYTES = 8;

/** A part's file, opened when something of it is needed. */
export class PartFile {
  readonly path: string;
  #fd: number | undefined;

  constructor(path: string) {
    this.path = path;
  }

  /** FileMetaData (Parquet format, parquet.thrift). */
  footer(): Uint8Array {
    const fd = this.#open();
    const { size } = fstatSync(fd);
    const tail = this.read(size - TAIL_BYTES, TAIL_BYTES);
    const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
    return this.read(size - TAIL_BYTES - length, length);
  }

  read(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    if (readSync(this.#open(), bytes, 0, length, at) < length) {
      throw new RangeError(`${this.path} ends early`);
    }
    return bytes;
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
  }

  #open(): number {
    this.#fd ??= openSync(this.path, 'r');
    return this.#fd;
  }
}
