/** A value of Thrift's compact protocol: structs by field id, binaries as views. */
export type ThriftValue = boolean | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

const TYPE = { true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8 } as const;
const LIST = 9;
const STRUCT = 12;

/** Reads what `ThriftWriter` writes: headers and footers of our own parts. */
export class ThriftReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Where reading goes on. */
  get position(): number {
    return this.#at;
  }

  struct(): ThriftStruct {
    const fields = new Map<number, ThriftValue>();
    let id = 0;
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      id = head >> 4 === 0 ? Number(this.#zigzag()) : id + (head >> 4);
      fields.set(id, this.#value(head & 15));
    }
    return fields;
  }

  /** Goes through a struct: `take` reads the values of its ids, all others are passed over. */
  fields(take: Readonly<Record<number, () => void>>): void {
    let id = 0;
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      id = head >> 4 === 0 ? Number(this.#zigzag()) : id + (head >> 4);
      const read = take[id];
      if (read) read();
      else this.#at = endOf(this.#bytes, this.#at, head & 15);
    }
  }

  /** Goes through a list: `item` reads each. */
  items(item: () => void): void {
    const { size } = this.listHead();
    for (let index = 0; index < size; index++) item();
  }

  integer(): number {
    return Number(this.#zigzag());
  }

  binary(): Uint8Array {
    const length = this.#size();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #value(type: number): ThriftValue {
    switch (type) {
      case TYPE.true:
        return true;
      case TYPE.false:
        return false;
      case TYPE.i16:
      case TYPE.i32:
      case TYPE.i64:
        return this.#zigzag();
      case TYPE.binary:
        return this.binary();
      case LIST:
        return this.#list();
      case STRUCT:
        return this.struct();
      default:
        throw new RangeError(`Thrift type ${type} at byte ${this.#at} is not used in a part`);
    }
  }

  #list(): readonly ThriftValue[] {
    const { size, type } = this.listHead();
    return Array.from({ length: size }, () => this.#value(type));
  }

  listHead(): { readonly size: number; readonly type: number } {
    const head = this.#byte();
    const size = head >> 4 === 15 ? this.#size() : head >> 4;
    return { size, type: head & 15 };
  }

  /** A length: less than 2^31. */
  #size(): number {
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      size |= (byte & 127) << shift;
      if (byte < 128) return size;
    }
  }

  #zigzag(): bigint {
    const value = this.#varint();
    return value & 1n ? -(value >> 1n) - 1n : value >> 1n;
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('the part ends early');
    return byte;
  }
}

/** Where a value of a type ends. Footers are mostly passed over: this reads nothing and makes nothing. */
function endOf(bytes: Uint8Array, start: number, type: number): number {
  let at = start;
  switch (type) {
    case TYPE.true:
    case TYPE.false:
      return at;
    case TYPE.binary: {
      let size = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] ?? 0;
        size |= (byte & 127) << shift;
        if (byte < 128) return at + size;
      }
    }
    case LIST:
      return endOfList(bytes, at);
    case STRUCT:
      return endOfStruct(bytes, at);
    default:
      while ((bytes[at++] ?? 0) >= 128);
      return at;
  }
}

function endOfStruct(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let head = bytes[at++] ?? 0; head !== 0; head = bytes[at++] ?? 0) {
    if (head >> 4 === 0) at = endOf(bytes, at, TYPE.i16);
    at = endOf(bytes, at, head & 15);
  }
  return at;
}

function endOfList(bytes: Uint8Array, start: number): number {
  const reader = new ThriftReader(bytes, start);
  const { size, type } = reader.listHead();
  let at = reader.position;
  for (let index = 0; index < size; index++) at = endOf(bytes, at, type);
  return at;
}

/** A whole number of a struct; NaN when it is not there. */
export function numberAt(struct: ThriftStruct, id: number): number {
  const value = struct.get(id);
  return typeof value === 'bigint' ? Number(value) : Number.NaN;
}

export function structAt(struct: ThriftStruct, id: number): ThriftStruct {
  const value = struct.get(id);
  if (value instanceof Map) return value;
  throw new RangeError(`field ${id} is missing`);
}

export function listAt(struct: ThriftStruct, id: number): readonly ThriftValue[] {
  const value = struct.get(id);
  if (Array.isArray(value)) return value;
  throw new RangeError(`field ${id} is missing`);
}
