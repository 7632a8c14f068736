/** Field types of Thrift's compact protocol (Apache Thrift, "compact protocol encoding"). */
const TYPE = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** Writes Thrift's compact protocol: what Parquet's headers and footer are made of. */
export class ThriftWriter {
  #bytes = Buffer.allocUnsafe(128);
  #length = 0;
  #lastId = 0;

  take(): Uint8Array {
    this.#byte(0);
    return new Uint8Array(this.#bytes.subarray(0, this.#length));
  }

  bool(id: number, value: boolean): void {
    this.#field(id, value ? TYPE.true : TYPE.false);
  }

  i32(id: number, value: number): void {
    this.#field(id, TYPE.i32);
    this.#zigzag(value);
  }

  /** A whole number up to 2^52. */
  i64(id: number, value: number): void {
    this.#field(id, TYPE.i64);
    this.#zigzag(value);
  }

  binary(id: number, value: string | Uint8Array): void {
    this.#field(id, TYPE.binary);
    this.#text(value);
  }

  struct(id: number, write: () => void): void {
    this.#field(id, TYPE.struct);
    this.#inside(write);
  }

  structs<T>(id: number, items: readonly T[], write: (item: T) => void): void {
    this.#list(id, TYPE.struct, items.length);
    for (const item of items) this.#inside(() => write(item));
  }

  i32s(id: number, items: readonly number[]): void {
    this.#list(id, TYPE.i32, items.length);
    for (const item of items) this.#zigzag(item);
  }

  texts(id: number, items: readonly string[]): void {
    this.#list(id, TYPE.binary, items.length);
    for (const item of items) this.#text(item);
  }

  #inside(write: () => void): void {
    const outer = this.#lastId;
    this.#lastId = 0;
    write();
    this.#byte(0);
    this.#lastId = outer;
  }

  #field(id: number, type: number): void {
    this.#byte(((id - this.#lastId) << 4) | type);
    this.#lastId = id;
  }

  #list(id: number, type: number, size: number): void {
    this.#field(id, TYPE.list);
    if (size < 15) this.#byte((size << 4) | type);
    else {
      this.#byte(0xf0 | type);
      this.#varint(size);
    }
  }

  #text(value: string | Uint8Array): void {
    const length = Buffer.byteLength(value);
    this.#varint(length);
    this.#reserve(length);
    if (typeof value === 'string') this.#bytes.write(value, this.#length);
    else this.#bytes.set(value, this.#length);
    this.#length += length;
  }

  #zigzag(value: number): void {
    this.#varint(value >= 0 ? 2 * value : -2 * value - 1);
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 128);
    this.#byte(rest);
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + more));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
