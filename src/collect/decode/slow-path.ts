import { isUtf8 } from 'node:buffer';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import { readEventTime } from '../../cloudtrail/records/index.ts';
import { type Json, JsonError, JsonReader, member } from './json.ts';
import { type ByteRange, type Finding, findRecords, isEvent, type Source } from './shapes.ts';

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

const DAY_MICROS = 86_400_000_000;

/** The careful reader: any shape, record by record; what it refuses costs no neighbour. */
export class SlowPath {
  readonly #sink: SlowSink;
  /** Day (since 1970) of records that have no time of their own. */
  readonly #fallbackDay: number;

  constructor(sink: SlowSink, fallbackDay: number) {
    this.#sink = sink;
    this.#fallbackDay = fallbackDay;
  }

  /** A whole document: one value, or several after one another (JSON lines). */
  document(text: Uint8Array): void {
    const reader = new JsonReader(text);
    for (let at = reader.skipSpace(0); at < reader.length; at = reader.skipSpace(at)) {
      try {
        const json = reader.read(at);
        this.#take({ reader }, json, false);
        at = json.end;
      } catch (error) {
        if (!(error instanceof JsonError)) throw error;
        at = this.#salvage(reader, at, error);
      }
    }
  }

  /**
   * One element of a Records list. Returns where the list goes on, and whether a record begins right there
   * (else a comma or the closing bracket is expected).
   */
  element(reader: JsonReader, at: number): { readonly at: number; readonly isFirst: boolean } {
    try {
      const json = reader.read(at);
      this.#take({ reader }, json, true);
      return { at: json.end, isFirst: false };
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      const next = nextRecord(reader, at);
      this.#sink.reject({ start: at, end: next.at, reason: reasonOf(error) });
      return next;
    }
  }

  /** A broken document: the records of its list one by one, or its lines. */
  #salvage(reader: JsonReader, from: number, error: JsonError): number {
    const list = listStart(reader, from);
    if (list === undefined) {
      const next = nextRecord(reader, from);
      const line = reader.find('\n', Math.max(from, error.at));
      const end = next.isFirst ? next.at : line < 0 ? reader.length : line;
      this.#sink.reject({ start: from, end, reason: reasonOf(error) });
      return end;
    }
    let at = reader.skipSpace(list);
    while (at < reader.length && reader.byteAt(at) !== 0x5d) {
      at = reader.skipSpace(this.element(reader, at).at);
      if (reader.byteAt(at) === 0x2c) at = reader.skipSpace(at + 1);
    }
    if (at >= reader.length) {
      const reason = 'the text ends before its list of records is closed';
      this.#sink.reject({ start: at, end: at, reason });
      return at;
    }
    const close = reader.skipSpace(at + 1);
    return reader.byteAt(close) === 0x7d ? close + 1 : close;
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
    const { source, json, kind } = finding;
    const raw = source.reader.raw(json);
    const checked = isUtf8(raw) ? checkTime(source.reader, json, kind) : repairText(raw, kind);
    const record = { kind, day: this.#fallbackDay, ...checked };
    if (!this.#sink.record(record)) {
      const reason = 'its text could not be laid out in columns';
      this.#sink.reject({ ...(source.place ?? json), reason });
    }
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
    text: withTime(text, path, stamped.micros),
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

function isEmpty(json: Json): boolean {
  const list = json.is === 'array' ? json : member(json, 'Records');
  return list?.is === 'array' && list.items.length === 0;
}

/** After the bracket of a bare list, or of `{"Records":[`. */
function listStart(reader: JsonReader, from: number): number | undefined {
  if (reader.byteAt(from) === 0x5b) return from + 1;
  const head = reader.raw({ start: from, end: from + 400 }).toString('latin1');
  const found = /^\{\s*"Records"\s*:\s*\[/i.exec(head);
  return found ? from + found[0].length : undefined;
}

/** Top-level keys that a record may begin with: a brace and one of these is where reading can go on. */
const FIRST_KEYS = new RegExp(
  String.raw`\{\s*"(?:${TABLES.events.columns
    .filter((column) => column.place === 'athena' || column.place === 'added')
    .map((column) => column.key)
    .join('|')})"\s*:`,
  'g',
);
const MAX_TRIES = 64;

/** Where the list goes on after a record that cannot be read: at its balanced end, or at the next sound record. */
function nextRecord(
  reader: JsonReader,
  from: number,
): { readonly at: number; readonly isFirst: boolean } {
  const balanced = balancedEnd(reader, from);
  const sound = nextSound(reader, from + 1);
  if (balanced !== undefined && (sound === undefined || balanced <= sound)) {
    return { at: balanced, isFirst: false };
  }
  return sound === undefined ? { at: reader.length, isFirst: true } : { at: sound, isFirst: true };
}

function nextSound(reader: JsonReader, from: number): number | undefined {
  const text = reader.raw({ start: from, end: reader.length }).toString('latin1');
  let tries = 0;
  for (const found of text.matchAll(FIRST_KEYS)) {
    if (++tries > MAX_TRIES) return undefined;
    const at = from + found.index;
    try {
      if (isEvent(reader, reader.read(at))) return at;
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
    }
  }
  return undefined;
}

/** The end of the braces that open at a byte, when a comma, a bracket or a new line follows it. */
function balancedEnd(reader: JsonReader, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < reader.length; at++) {
    const byte = reader.byteAt(at) ?? 0;
    if (byte === 0x22) at = textEnd(reader, at);
    else depth += STEP[byte] ?? 0;
    if (depth < 0) return undefined;
    if (depth === 0 && at > from) return isSeparator(reader, at + 1) ? at + 1 : undefined;
  }
  return undefined;
}

const STEP: Readonly<Record<number, number>> = { 123: 1, 91: 1, 125: -1, 93: -1 };

/** The closing quote of a text, or the end of everything. */
function textEnd(reader: JsonReader, quote: number): number {
  let at = quote + 1;
  while (at < reader.length && reader.byteAt(at) !== 0x22) at += reader.byteAt(at) === 0x5c ? 2 : 1;
  return at;
}

function isSeparator(reader: JsonReader, at: number): boolean {
  const next = reader.byteAt(reader.skipSpace(at));
  return next === 0x2c || next === 0x5d || next === undefined || reader.byteAt(at) === 0x0a;
}
