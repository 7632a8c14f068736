const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);
const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BLOB_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ALPHANUMERIC = BLOB_ALPHABET.slice(0, 62);
const BLOB_POOL_SIZE = 16_384;

/** A seeded stream of numbers (sfc32): the same words give the same numbers on every machine. */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;
  #pool: string | undefined;

  constructor(a: number, b: number, c: number) {
    this.reseed(a, b, c);
  }

  /** Starts another stream in place: cheaper than an object for each event. */
  reseed(a: number, b: number, c: number): this {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#counter = 1;
    for (let round = 0; round < 12; round++) this.next();
    return this;
  }

  /** A whole number of 32 bits, unsigned. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** `0 <= x < 1`. */
  float(): number {
    return this.next() / 4_294_967_296;
  }

  /** `0 <= x < limit`, whole. */
  int(limit: number): number {
    return Math.floor(this.float() * limit);
  }

  /** `from <= x <= to`, whole. */
  between(from: number, to: number): number {
    return from + this.int(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.int(list.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from.');
    return item;
  }

  /** `count` of the list's items, each at most once, in a new order. */
  some<T>(list: readonly T[], count: number): readonly T[] {
    const rest = [...list];
    const chosen: T[] = [];
    while (chosen.length < count && rest.length > 0) {
      chosen.push(...rest.splice(this.int(rest.length), 1));
    }
    return chosen;
  }

  /** Lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) {
      const word = this.next();
      text += `${HEX[word & 255]}${HEX[(word >>> 8) & 255]}${HEX[(word >>> 16) & 255]}${HEX[word >>> 24]}`;
    }
    return text.slice(0, digits);
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = this.hex(32);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** Letters and digits as AWS ids have them: `A`-`Z`, `2`-`7`. */
  id(length: number): string {
    let text = '';
    while (text.length < length) {
      let word = this.next();
      for (let i = 0; i < 6; i++, word >>>= 5) text += ID_ALPHABET[word & 31];
    }
    return text.slice(0, length);
  }

  /** Letters of both cases and digits. */
  alphanumeric(length: number): string {
    let text = '';
    while (text.length < length) text += ALPHANUMERIC[this.int(62)];
    return text;
  }

  /** Text that looks like Base64; long ones are pieces of one pool, as nobody tells tokens apart. */
  blob(length: number): string {
    this.#pool ??= blobPool();
    let text = '';
    while (text.length < length) {
      const from = this.int(BLOB_POOL_SIZE - 64);
      text += this.#pool.slice(from, from + Math.min(64, length - text.length));
    }
    return text;
  }
}

function blobPool(): string {
  const source = new Random(0x706f6f6c, 2, 3);
  let text = '';
  while (text.length < BLOB_POOL_SIZE) {
    let word = source.next();
    for (let i = 0; i < 5; i++, word >>>= 6) text += BLOB_ALPHABET[word & 63];
  }
  return text;
}

/** Turns a stream into that of one event: first its eventID, then whatever its record holds. */
export function eventStream(random: Random, seed: number, day: number, serial: number): Random {
  return random.reseed(seed ^ 0x45564e54, day, serial);
}

/** A 32-bit number for a text (FNV-1a), to seed what belongs to a name. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
