import { TABLES } from '../../cloudtrail/columns/index.ts';
import { JsonError, type JsonReader } from './json.ts';
import { isEvent } from './shapes.ts';

/** Where reading goes on; `isFirst`: a record begins right there, else a comma or the end is expected. */
export interface Resumption {
  readonly at: number;
  readonly isFirst: boolean;
}

const OPEN = 0x7b;
const OPEN_LIST = 0x5b;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const NEW_LINE = 0x0a;

/** Top-level keys that a record may begin with: a brace and one of these is where reading can go on. */
const FIRST_KEYS: ReadonlySet<string> = new Set(
  TABLES.events.columns
    .filter(({ place }) => place === 'athena' || place === 'added')
    .map(({ key }) => key),
);
const LONGEST_KEY = Math.max(...[...FIRST_KEYS].map((key) => key.length));

/**
 * Finds where a text goes on after a place that is no JSON. The work of all calls together grows with the length
 * of the text and no faster, however broken it is.
 */
export class Salvage {
  readonly #reader: JsonReader;
  /** No sound record begins between `from` and `sound`. */
  #searched: { readonly from: number; readonly sound: number } | undefined;
  /** Bytes that may still be read in vain. */
  #patience: number;

  constructor(reader: JsonReader) {
    this.#reader = reader;
    this.#patience = 2 * reader.length + 1_000_000;
  }

  /** After a record of a list that cannot be read: at its balanced end, or at the next sound record. */
  afterRecord(from: number): Resumption {
    const sound = this.nextSound(from + 1);
    const balanced = this.#balancedEnd(from, sound);
    const isEnd = balanced !== undefined && (sound === this.#reader.length || this.#ends(balanced));
    return isEnd ? { at: balanced, isFirst: false } : { at: sound, isFirst: true };
  }

  /** After a document that breaks at `brokenAt`: its balanced end, the next line that begins one, a sound record. */
  afterDocument(from: number, brokenAt: number): number {
    const end = Math.min(this.nextSound(from + 1), this.#nextLine(brokenAt));
    return this.#balancedEnd(from, end) ?? end;
  }

  /** The next line that begins like a document; the end of everything when there is none. */
  #nextLine(from: number): number {
    const reader = this.#reader;
    for (let at = reader.find('\n', from); at >= 0; at = reader.find('\n', at + 1)) {
      const byte = reader.byteAt(at + 1);
      if (byte === OPEN || byte === OPEN_LIST) return at + 1;
    }
    return reader.length;
  }

  /** Where the next sound record begins; the end of everything when there is none. */
  nextSound(from: number): number {
    const known = this.#searched;
    if (known && known.from <= from && from <= known.sound) return known.sound;
    const reader = this.#reader;
    let at = reader.find('{', from);
    while (at >= 0 && !this.#isSound(at)) at = reader.find('{', at + 1);
    const sound = at < 0 ? reader.length : at;
    this.#searched = { from, sound };
    return sound;
  }

  /** Whether a record and not just an object inside it may end here: another record follows, or the list ends. */
  #ends(at: number): boolean {
    const reader = this.#reader;
    const comma = reader.skipSpace(at);
    if (reader.byteAt(comma) !== COMMA) return true;
    const next = reader.skipSpace(comma + 1);
    return reader.byteAt(next) === OPEN && (this.#beginsRecord(next) || this.#isEvent(next));
  }

  #isSound(at: number): boolean {
    return this.#beginsRecord(at) && this.#isEvent(at);
  }

  #isEvent(at: number): boolean {
    if (this.#patience < 0) return false;
    try {
      const json = this.#reader.read(at);
      if (isEvent(this.#reader, json)) return true;
      this.#patience -= json.end - at;
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      this.#patience -= error.at - at;
    }
    return false;
  }

  #beginsRecord(brace: number): boolean {
    const reader = this.#reader;
    const quote = reader.skipSpace(brace + 1);
    if (reader.byteAt(quote) !== QUOTE) return false;
    const text = reader.raw({ start: quote + 1, end: quote + 2 + LONGEST_KEY }).toString('latin1');
    return FIRST_KEYS.has(text.slice(0, Math.max(0, text.indexOf('"'))));
  }

  /** The end of the braces that open at a byte, when a comma, a bracket or a new line follows it. */
  #balancedEnd(from: number, limit: number): number | undefined {
    const reader = this.#reader;
    let depth = 0;
    for (let at = from; at < limit; at++) {
      const byte = reader.byteAt(at) ?? 0;
      if (byte === QUOTE) at = textEnd(reader, at, limit);
      else depth += STEP[byte] ?? 0;
      if (depth > 0) continue;
      const isEnd = depth === 0 && at > from && at < limit;
      return isEnd ? endsItem(reader, at + 1) : undefined;
    }
    return undefined;
  }
}

const STEP: Readonly<Record<number, number>> = { 123: 1, 91: 1, 125: -1, 93: -1 };

/** The closing quote of a text, or the limit. */
function textEnd(reader: JsonReader, quote: number, limit: number): number {
  let at = quote + 1;
  while (at < limit && reader.byteAt(at) !== QUOTE) at += reader.byteAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function endsItem(reader: JsonReader, at: number): number | undefined {
  const next = reader.byteAt(reader.skipSpace(at));
  const isEnd = next === 0x2c || next === 0x5d || next === undefined;
  return isEnd || reader.byteAt(at) === NEW_LINE ? at : undefined;
}
