import { isUtf8 } from 'node:buffer';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import { readEventTime } from '../../cloudtrail/records/index.ts';
import { type Json, JsonError, JsonReader, member } from './json.ts';
import { type Resumption, Salvage } from './salvage.ts';
import { type ByteRange, type Finding, findRecords, hasVersion, type Source } from './shapes.ts';

/** A record that was refused: where it stands in the inflated object, and why. */
export interface Rejection extends ByteRange {
  readonly reason: string;
}

/** A record whose JSON was checked, ready to be taken in. */
export interface CheckedText {
  readonly kind: TableKind;
  readonly text: Uint8Array;
  readonly ts?: number;
  readonly day: number;
  readonly flags: string;
}

export interface SlowSink {
  /** Takes a record in; false when that is not possible. */
  readonly record: (record: CheckedText) => boolean;
  readonly reject: (rejection: Rejection) => void;
  /** Something that is no log, in words: `an S3 notification`. */
  readonly other: (what: string) => void;
}

/** What is known of an object beside its text. */
interface SlowObject {
  /** Day (since 1970) of records that have no time of their own. */
  readonly fallbackDay: number;
  /** The table that all its records belong to; absent: each says for itself. */
  readonly kind?: TableKind;
}

/** Where a list goes on, or where what follows it does. */
export type Step = Resumption | { readonly at: number; readonly isEnd: true };

const DAY_MICROS = 86_400_000_000;
const AFTER_LIST = 'only further keys and a closing brace may follow the list of records';
const ENDS_EARLY = 'the text ends before its list of records is closed';

/** The careful reader: any shape, record by record; what it refuses costs no neighbour. */
export class SlowPath {
  readonly #sink: SlowSink;
  readonly #fallbackDay: number;
  readonly #kind: TableKind | undefined;
  readonly #reader: JsonReader;
  readonly #salvage: Salvage;

  constructor(text: Uint8Array, sink: SlowSink, { fallbackDay, kind }: SlowObject) {
    this.#sink = sink;
    this.#fallbackDay = fallbackDay;
    this.#kind = kind;
    this.#reader = new JsonReader(text);
    this.#salvage = new Salvage(this.#reader);
  }

  /** From a byte to the end: one value, or several after one another (JSON lines). */
  documents(from = 0): void {
    const reader = this.#reader;
    for (let at = reader.skipSpace(from); at < reader.length; at = reader.skipSpace(at)) {
      const list = listStart(reader, at);
      at = list ? this.#list(list) : this.#document(at);
    }
  }

  #document(at: number): number {
    const reader = this.#reader;
    try {
      const json = reader.read(at);
      this.#take({ reader }, json, false);
      return json.end;
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      const end = this.#salvage.afterDocument(at, error.at);
      this.#sink.reject({ start: at, end, reason: reasonOf(error) });
      return end;
    }
  }

  /** One element of a list; `strict`: what is no event is refused. Returns where the list goes on. */
  #element(at: number, strict: boolean): Resumption {
    const reader = this.#reader;
    try {
      const json = reader.read(at);
      this.#assertAlone(json);
      this.#take({ reader }, json, strict);
      return { at: json.end, isFirst: false };
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      const next = this.#salvage.afterRecord(at);
      const isLast = next.at === reader.length;
      const end = next.isFirst && !isLast ? beforeComma(reader, next.at) : next.at;
      this.#sink.reject({ start: at, end: Math.max(at, end), reason: reasonOf(error) });
      return next;
    }
  }

  /** A stray quote makes a text of the beginning of the next record: it is no element of its own. */
  #assertAlone(json: Json): void {
    if (json.is !== 'string') return;
    const next = this.#reader.byteAt(this.#reader.skipSpace(json.end));
    const isAlone = next === undefined || next === 0x2c || next === 0x5d;
    if (!isAlone) throw new JsonError('a record is expected', json.start);
  }

  /**
   * What a closing bracket in a Records list means: its end, after which further keys and a brace may follow, or a
   * part of a broken record. Returns where that ends, or where the list goes on.
   */
  bracket(at: number, isBare = false): Step {
    const reader = this.#reader;
    const tail = isBare ? at + 1 : this.#tail(at + 1);
    if (typeof tail === 'number' && this.#mayBegin(tail)) return { at: tail, isEnd: true };
    const start = reader.skipSpace(at + 1);
    const sound = this.#salvage.nextSound(start);
    if (sound < reader.length && (sound === start || !this.#mayBegin(start))) {
      const reason = 'a closing bracket inside a broken record';
      this.#sink.reject({ start: at, end: beforeComma(reader, sound), reason });
      return { at: sound, isFirst: true };
    }
    if (typeof tail === 'number') return { at: tail, isEnd: true };
    // A brace begins the next document: nothing but the closing one is missing.
    const end = this.#mayBegin(start) ? start : this.#salvage.afterDocument(start, tail.at);
    this.#sink.reject({ start, end, reason: reasonOf(tail) });
    return { at: end, isEnd: true };
  }

  /** The end of a document from after its list, or why there is none. */
  #tail(from: number): number | JsonError {
    try {
      return this.#membersEnd(from);
    } catch (error) {
      if (error instanceof JsonError) return error;
      throw error;
    }
  }

  /** Whether a document may begin at a byte, or all is over. */
  #mayBegin(from: number): boolean {
    const byte = this.#reader.byteAt(this.#reader.skipSpace(from));
    return byte === undefined || byte === 0x7b || byte === 0x5b;
  }

  #membersEnd(from: number): number {
    const reader = this.#reader;
    let at = reader.skipSpace(from);
    while (reader.byteAt(at) === 0x2c) {
      const key = reader.read(at + 1);
      const colon = reader.skipSpace(key.end);
      if (key.is !== 'string' || reader.byteAt(colon) !== 0x3a) throw new JsonError(AFTER_LIST, at);
      at = reader.skipSpace(reader.read(colon + 1).end);
    }
    if (at >= reader.length) throw new JsonError('the text ends early', at);
    if (reader.byteAt(at) !== 0x7d) throw new JsonError(AFTER_LIST, at);
    return at + 1;
  }

  /** A list is read element by element: it may be much larger than anything in it. */
  #list({ at: start, hasKey }: ListStart): number {
    const reader = this.#reader;
    let step: Step = { at: start, isFirst: true };
    while (!('isEnd' in step)) {
      let at = reader.skipSpace(step.at);
      if (!step.isFirst && reader.byteAt(at) === 0x2c) at = reader.skipSpace(at + 1);
      step = this.listItem(at, !hasKey);
    }
    return step.at;
  }

  /** What stands at a place of a Records list, or of a bare one. */
  listItem(at: number, isBare = false): Step {
    const byte = this.#reader.byteAt(at);
    if (byte === 0x5d) return this.bracket(at, isBare);
    if (byte !== undefined) return this.#element(at, !isBare);
    this.#takeSwallowed();
    this.#sink.reject({ start: at, end: at, reason: ENDS_EARLY });
    return { at, isEnd: true };
  }

  /**
   * A list that ends early may have lost the end of one record, `"resources":[{...},` and all that follow have
   * become part of that one, as well-formed as ever: they are taken out of it.
   */
  #takeSwallowed(): void {
    const reader = this.#reader;
    const list = listStart(reader, reader.skipSpace(0));
    const last = list && this.#lastElement(list.at);
    if (!last) return;
    for (const json of eventsInside(last, reader)) this.#take({ reader }, json, true);
  }

  /** The last element of a list that ends early, when it can be read. */
  #lastElement(start: number): Json | undefined {
    const reader = this.#reader;
    let last: Json | undefined;
    for (let at = reader.skipSpace(start); at < reader.length; at = reader.skipSpace(at)) {
      try {
        last = reader.read(at);
        at = last.end;
      } catch (error) {
        if (!(error instanceof JsonError)) throw error;
        last = undefined;
        at = this.#salvage.afterRecord(at).at;
      }
      if (reader.byteAt(reader.skipSpace(at)) === 0x2c) at = reader.skipSpace(at) + 1;
    }
    return last;
  }

  #take(source: Source, json: Json, strict: boolean): void {
    let found = 0;
    for (const finding of findRecords(source, json, strict)) {
      found++;
      this.#finding(finding);
    }
    if (found === 0 && !isEmpty(json)) this.#sink.other('JSON that holds no CloudTrail record');
  }

  #finding(finding: Finding): void {
    if (finding.is === 'other') this.#sink.other(finding.what);
    else if (finding.is === 'rejected') {
      this.#sink.reject({ ...finding.range, reason: finding.reason });
    } else this.#record(finding);
  }

  #record(finding: Extract<Finding, { is: 'record' }>): void {
    const { source, json } = finding;
    const kind = this.#kind ?? finding.kind;
    const raw = source.reader.raw(json);
    const checked = isUtf8(raw) ? checkTime(source.reader, json, kind) : repairText(raw, kind);
    const record = { kind, day: this.#fallbackDay, ...checked };
    if (!this.#sink.record(record)) {
      const reason = 'its text could not be laid out in columns';
      this.#sink.reject({ ...(source.place ?? json), reason });
    }
  }
}

/** Records inside a record: such as say their version, and so are nothing else. */
function* eventsInside(json: Json, reader: JsonReader): Generator<Json> {
  const inner =
    json.is === 'array'
      ? json.items
      : json.is === 'object'
        ? json.members.map((one) => one.value)
        : [];
  for (const one of inner) {
    if (one.is === 'object' && hasVersion(reader, one)) yield one;
    yield* eventsInside(one, reader);
  }
}

type Timed = Pick<CheckedText, 'text' | 'flags'> & Partial<Pick<CheckedText, 'ts' | 'day'>>;

function checkTime(reader: JsonReader, json: Json, kind: TableKind): Timed {
  const path = TABLES[kind].timePath;
  const own = textAt(reader, json, path);
  const time = own === undefined ? undefined : readEventTime(own);
  const text = reader.raw(json);
  if (time) {
    const flags = time.isUsual ? '' : 'time in an unusual form';
    return { text, flags, ts: time.micros, day: Math.floor(time.micros / DAY_MICROS) };
  }
  const stamp = own === undefined ? reader.string(member(json, '@timestamp')) : undefined;
  const stamped = stamp === undefined ? undefined : readEventTime(stamp);
  if (!stamped) return { text, flags: own === undefined ? 'no time' : 'time not understood' };
  return {
    text: path.length === 1 ? withTime(text, path, stamped.micros) : text,
    flags: 'time from @timestamp',
    ts: stamped.micros,
    day: Math.floor(stamped.micros / DAY_MICROS),
  };
}

/** Of a value that is no text, the spelling: times are also written as numbers. */
function textAt(reader: JsonReader, json: Json, path: readonly string[]): string | undefined {
  const value = path.reduce<Json | undefined>(member, json);
  if (value?.is === 'number') return reader.raw(value).toString('latin1');
  return reader.string(value);
}

/** The record with its time as CloudTrail would have written it, so that queries by eventtime find it. */
function withTime(text: Buffer, path: readonly string[], micros: number): Uint8Array {
  const iso = `${new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19)}Z`;
  return Buffer.concat([Buffer.from(`{"${path.at(-1)}":"${iso}",`), text.subarray(1)]);
}

/** Bytes that are no UTF-8 become U+FFFD; said so in the row. */
function repairText(raw: Buffer, kind: TableKind): Timed {
  const reader = new JsonReader(Buffer.from(raw.toString('utf8')));
  const timed = checkTime(reader, reader.read(0), kind);
  const flags = ['bytes that are not UTF-8 were replaced', timed.flags].filter(Boolean).join('; ');
  return { ...timed, flags };
}

function reasonOf(error: JsonError): string {
  return `not JSON: ${error.message} at byte ${error.at}`;
}

/** Where a record ends before the next one: without the comma in between. */
function beforeComma(reader: JsonReader, next: number): number {
  const before = reader.raw({ start: Math.max(0, next - 200), end: next }).toString('latin1');
  return next - (/\s*,\s*$/.exec(before)?.[0].length ?? 0);
}

function isEmpty(json: Json): boolean {
  const list = json.is === 'array' ? json : (member(json, 'Records') ?? member(json, 'Events'));
  return list?.is === 'array' && list.items.length === 0;
}

interface ListStart {
  /** After the bracket. */
  readonly at: number;
  /** Whether it is the list of `{"Records":[`, or a bare one. */
  readonly hasKey: boolean;
}

function listStart(reader: JsonReader, from: number): ListStart | undefined {
  if (reader.byteAt(from) === 0x5b) return { at: from + 1, hasKey: false };
  const head = reader.raw({ start: from, end: from + 400 }).toString('latin1');
  const found = /^\{\s*"Records"\s*:\s*\[/i.exec(head);
  return found ? { at: from + found[0].length, hasKey: true } : undefined;
}
