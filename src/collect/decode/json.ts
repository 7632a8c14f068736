/** A JSON value that knows where its text lies: byte offsets, `end` after the last byte. */
export type Json =
  | {
      readonly is: 'object';
      readonly start: number;
      readonly end: number;
      readonly members: readonly Member[];
    }
  | {
      readonly is: 'array';
      readonly start: number;
      readonly end: number;
      readonly items: readonly Json[];
    }
  | { readonly is: 'string' | 'number' | 'literal'; readonly start: number; readonly end: number };

export interface Member {
  readonly key: string;
  readonly value: Json;
}

/** Not JSON: what was expected, and the byte where it was not found. */
export class JsonError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Deeper than any API's own answers; keeps recursion bounded. */
const MAX_DEPTH = 512;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;

/**
 * Reads one JSON value of a text, strictly (RFC 8259), keeping duplicate keys and the spelling of numbers.
 * @throws JsonError
 */
export class JsonReader {
  readonly #text: Buffer;
  #at = 0;

  constructor(text: Uint8Array) {
    this.#text = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  }

  get length(): number {
    return this.#text.length;
  }

  /** The value that begins at or after a byte. */
  read(from: number): Json {
    this.#at = this.skipSpace(from);
    return this.#value(0);
  }

  skipSpace(from: number): number {
    let at = from;
    while (isSpace(this.#text[at])) at++;
    return at;
  }

  byteAt(at: number): number | undefined {
    return this.#text[at];
  }

  raw(json: Pick<Json, 'start' | 'end'>): Buffer {
    return this.#text.subarray(json.start, json.end);
  }

  /** Position of some bytes, -1 when they do not follow. */
  find(bytes: string, from: number): number {
    return this.#text.indexOf(bytes, from, 'latin1');
  }

  /** The characters of a string value; undefined for any other value. */
  string(json: Json | undefined): string | undefined {
    if (json?.is !== 'string') return undefined;
    const text = this.#text.toString('utf8', json.start, json.end);
    return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
  }

  #value(depth: number): Json {
    const byte = this.#text[this.#at];
    if (byte === 0x7b) return this.#object(depth + 1);
    if (byte === 0x5b) return this.#array(depth + 1);
    const start = this.#at;
    if (byte === QUOTE) return { is: 'string', start, end: this.#string() };
    if (this.#match(LITERAL, 5)) return { is: 'literal', start, end: this.#at };
    if (this.#match(NUMBER, 40)) return { is: 'number', start, end: this.#at };
    const rest = this.#text.toString('latin1', start, start + 5);
    const isCut =
      start + rest.length === this.#text.length && /^(?:t|tr|tru|f|fa|fals?|n|nul?|-)$/.test(rest);
    throw isCut ? endsEarly(this.#text.length) : this.#expected('a value');
  }

  /** Passes what matches, looking at so many bytes, or at more when the match fills them. */
  #match(pattern: RegExp, most: number): boolean {
    const text = this.#text.toString('latin1', this.#at, this.#at + most);
    pattern.lastIndex = 0;
    const found = pattern.exec(text)?.[0].length ?? 0;
    // A number such as 1. or 1e may go on after what was looked at.
    const mayGoOn = pattern === NUMBER && found > most - 3 && text.length === most;
    if (mayGoOn) return this.#match(pattern, 8 * most);
    this.#at += found;
    return found > 0;
  }

  #expected(what: string): JsonError {
    const at = this.#at;
    return at < this.#text.length ? new JsonError(`${what} is expected`, at) : endsEarly(at);
  }

  #enter(depth: number): number {
    if (depth > MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH} levels`, this.#at);
    return this.#at++;
  }

  #object(depth: number): Json {
    const start = this.#enter(depth);
    const members: Member[] = [];
    for (this.#space(); this.#text[this.#at] !== 0x7d; this.#comma(0x7d)) {
      const from = this.#at;
      if (this.#text[from] !== QUOTE) throw this.#expected('a key');
      const key = this.string({ is: 'string', start: from, end: this.#string() }) ?? '';
      this.#space();
      if (this.#text[this.#at] !== 0x3a) throw this.#expected('a colon');
      this.#at++;
      this.#space();
      members.push({ key, value: this.#value(depth) });
    }
    return { is: 'object', start, end: ++this.#at, members };
  }

  #array(depth: number): Json {
    const start = this.#enter(depth);
    const items: Json[] = [];
    for (this.#space(); this.#text[this.#at] !== 0x5d; this.#comma(0x5d)) {
      items.push(this.#value(depth));
    }
    return { is: 'array', start, end: ++this.#at, items };
  }

  #space(): void {
    this.#at = this.skipSpace(this.#at);
  }

  /** Past a comma to the next item, or to the closing byte. */
  #comma(close: number): void {
    this.#space();
    const byte = this.#text[this.#at];
    if (byte === close) return;
    if (byte !== 0x2c) throw this.#expected('a comma');
    this.#at++;
    this.#space();
    if (this.#text[this.#at] === close) throw this.#expected('a value');
  }

  #string(): number {
    const text = this.#text;
    let at = this.#at + 1;
    for (let byte = text[at]; byte !== QUOTE; byte = text[at]) {
      if (byte === undefined) throw endsEarly(at);
      if (byte < 0x20) throw new JsonError('a control character stands in a text', at);
      at += byte === BACKSLASH ? this.#escape(at) : 1;
    }
    this.#at = at + 1;
    return this.#at;
  }

  #escape(at: number): number {
    const text = this.#text.toString('latin1', at + 1, at + 6);
    const found = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text);
    if (!found) {
      const isCut = at + 1 + text.length === this.#text.length && /^(?:u[0-9a-f]*)?$/i.test(text);
      throw isCut ? endsEarly(this.#text.length) : new JsonError('an escape is not known', at);
    }
    return 1 + found[0].length;
  }
}

function endsEarly(at: number): JsonError {
  return new JsonError('the text ends early', at);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The value of a key; of duplicate keys the first counts. Keys match without case, as Athena's do. */
export function member(json: Json | undefined, key: string): Json | undefined {
  if (json?.is !== 'object') return undefined;
  const wanted = key.toLowerCase();
  return json.members.find(
    (one) => one.key === key || (one.key.length === key.length && one.key.toLowerCase() === wanted),
  )?.value;
}
