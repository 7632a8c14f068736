import { isUtf8 } from 'node:buffer';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import type { EncodedPart } from './day-tables.ts';
import { GunzipError, gunzip, isGzip, MAX_TEXT_BYTES } from './gunzip.ts';
import { ObjectText } from './object-text.ts';
import { failureOf, type RejectedText, reject, withText } from './outcome.ts';
import { type Read, type Scanned, Scanner } from './scanner.ts';
import { type CheckedText, type Rejection, SlowPath, type SlowSink } from './slow-path.ts';

export interface DecodeInput {
  /** The object's id in the ledger. */
  readonly id: number;
  readonly bytes: Uint8Array;
  /** The table that its key names; where it names none, each record says for itself. */
  readonly kind?: TableKind;
  /** Day of the key (since 1970): where records without a time go. */
  readonly fallbackDay: number;
}

/** An object whose bytes need not be there any more. */
interface Begun extends Omit<DecodeInput, 'bytes'> {
  /** Whether it was gzip. */
  readonly isPacked: boolean;
}

/** Rows of one table in a batch, half-open. */
export interface RowRange {
  readonly kind: TableKind;
  readonly from: number;
  readonly to: number;
}

/** What became of an object, before duplicates are known. */
export interface DecodedObject {
  readonly id: number;
  readonly rawBytes: number;
  readonly ranges: readonly RowRange[];
  readonly rejections: readonly RejectedText[];
  /** Why nothing of it could be read. */
  readonly failure?: string;
  /** What it is, when it holds no log: `an S3 notification`. */
  readonly other?: string;
  /** Records that the fast path left to the slow one. */
  readonly slow: number;
}

const NONE: readonly never[] = [];
const KINDS = Object.keys(TABLES) as readonly TableKind[];
/** What most records are: the table whose scanner looks first where the key names none. */
const UNSAID: TableKind = 'events';
const ENVELOPE = /^\s*\{\s*"Records"\s*:\s*\[/;
const USUAL_START = Array.from(Buffer.from('{"Records":['));
const TAIL = /^\s*\}\s*$/;

/** Bytes of objects to rows in hand, and rows in hand to parts. One for each worker. */
export class Decoder {
  readonly #module: WebAssembly.Module;
  readonly #scanners = new Map<TableKind, Scanner>();
  #inOrder: readonly Scanner[] = [];
  #which = 0;
  #slowOnly: boolean;

  /** `slowOnly`: every record takes the slow path, for tests that compare the two. */
  constructor(module: WebAssembly.Module, options: { readonly slowOnly?: boolean } = {}) {
    this.#module = module;
    this.#slowOnly = options.slowOnly ?? false;
  }

  begin(which: number): void {
    this.#which = which;
    for (const scanner of this.#scanners.values()) scanner.begin(which);
  }

  /** The scanners that have rows in the batch just decoded. */
  scanners(): readonly Scanner[] {
    return this.#inOrder;
  }

  /** Room for the bytes of an object of this kind: what is decoded from there is not copied. Gone with the next call. */
  room(kind: TableKind = UNSAID): Uint8Array {
    return this.#scanner(kind).room();
  }

  decode(input: DecodeInput): DecodedObject {
    const { id, kind, bytes } = input;
    const scanner = this.#scanner(kind ?? UNSAID);
    for (const one of this.#inOrder) one.beginObject();
    const isInRoom = scanner.hasInRoom(bytes);
    const { length } = bytes;
    const isPacked = isGzip(bytes);
    const read =
      isPacked && !this.#slowOnly ? scanner.takeObject(bytes, id, kind !== undefined) : 'unread';
    if (read === 'whole') {
      const { length: rawBytes } = scanner.objectText;
      return { id, rawBytes, ranges: this.#ranges(), rejections: NONE, slow: 0 };
    }
    const here = isInRoom ? scanner.room().subarray(0, length) : bytes;
    // What is no gzip is the text itself, and must stay; gzip is read before the room can move.
    const kept = isInRoom && !isPacked ? here.slice() : here;
    return this.#goOn({ ...input, isPacked }, kept, read);
  }

  /** The rest of an object that was not read in one go. */
  #goOn(input: Begun, bytes: Uint8Array, read: Read): DecodedObject {
    const inflated = input.isPacked ? gunzip : (plain: Uint8Array) => plain;
    try {
      const { objectText } = this.#scanner(input.kind ?? UNSAID);
      const text = new ObjectText(read === 'unread' ? inflated(bytes) : objectText);
      if (text.length <= MAX_TEXT_BYTES) return this.#text(input, text, read);
      return failed(input, `larger than ${MAX_TEXT_BYTES} bytes`, text.length + text.bom);
    } catch (error) {
      if (!(error instanceof GunzipError)) throw error;
      return failed(input, error.message);
    }
  }

  #text(input: Begun, text: ObjectText, read: Read): DecodedObject {
    const run = new Run(input, text, (record) => this.#take(input, record));
    if (!this.#records(input, text, read, run)) run.slow.documents();
    const ranges = this.#ranges();
    const rawBytes = text.length + text.bom;
    const isNothing = ranges.length === 0 && run.others.size === 0;
    const failure = isNothing ? failureOf(input.isPacked, text.own(), run.rejections) : undefined;
    if (failure !== undefined) return failed(input, failure, rawBytes);
    const isOther = ranges.length === 0 && run.rejections.length === 0 && run.others.size > 0;
    return {
      id: input.id,
      rawBytes,
      ranges,
      rejections: run.rejections.map((rejection) => withText(rejection, text)),
      slow: run.taken,
      ...(isOther ? { other: [...run.others].join(', ') } : {}),
    };
  }

  #ranges(): readonly RowRange[] {
    const ranges: RowRange[] = [];
    for (const { table, objectRows } of this.#inOrder) {
      const { from, to } = objectRows;
      if (to > from) ranges.push({ kind: table.kind, from, to });
    }
    return ranges;
  }

  /** The fast path over a Records list; records that it is not sure of go to the slow one. False for any other text. */
  #records(input: Begun, text: ObjectText, read: Read, run: Run): boolean {
    const isBegun = read === 'stopped' || read === 'listed';
    const start = isBegun ? 0 : this.#start(text);
    if (start === undefined) return false;
    const scanner = this.#scanner(input.kind ?? UNSAID);
    const base = text.placeIn(scanner);
    scanner.setObject(input.id, input.kind !== undefined);
    let scanned: Scanned = isBegun
      ? { end: read === 'listed', at: scanner.stoppedAt }
      : scanner.scan(base + start, true);
    for (;;) {
      const at = scanned.at - base;
      if (scanned.end && isTail(text.view(), at)) return true;
      const step = scanned.end ? run.slow.bracket(at - 1) : run.slow.listItem(at);
      if ('isEnd' in step) {
        run.slow.documents(step.at);
        return true;
      }
      scanned = scanner.scan(base + step.at, step.isFirst);
    }
  }

  #start(text: ObjectText): number | undefined {
    return this.#slowOnly ? undefined : listStart(text.view());
  }

  #take(input: Begun, record: CheckedText): boolean {
    const scanner = this.#scanner(record.kind);
    scanner.setObject(input.id, input.kind !== undefined);
    return scanner.take(scanner.place(record.text), record);
  }

  #scanner(kind: TableKind): Scanner {
    const known = this.#scanners.get(kind);
    if (known) return known;
    const scanner = new Scanner(this.#module, TABLES[kind]);
    scanner.begin(this.#which);
    this.#scanners.set(kind, scanner);
    this.#inOrder = KINDS.flatMap((one) => this.#scanners.get(one) ?? []);
    return scanner;
  }

  /** Adds a batch's rows to their days; `duplicates` per table, one byte a row. */
  append(which: number, duplicates: ReadonlyMap<TableKind, Uint8Array>): void {
    for (const [kind, flags] of duplicates) this.#scanners.get(kind)?.append(which, flags);
  }

  inHand(): { readonly rows: number; readonly rawBytes: number; readonly days: number } {
    const all = this.scanners().map(({ days }) => days.inHand());
    return {
      rows: all.reduce((sum, one) => sum + one.rows, 0),
      rawBytes: all.reduce((sum, one) => sum + one.rawBytes, 0),
      days: all.reduce((sum, one) => sum + one.days, 0),
    };
  }

  /** Closes all days of all tables. A part's buffers must be used before the next is asked for. */
  *close(): Generator<EncodedPart> {
    for (const { days } of this.scanners()) yield* days.close();
  }
}

/** What becomes of one object; its slow path begins to exist when something needs it. */
class Run {
  readonly rejections: Rejection[] = [];
  readonly others = new Set<string>();
  /** Records that the slow path took in. */
  taken = 0;
  readonly #input: Begun;
  readonly #text: ObjectText;
  readonly #take: (record: CheckedText) => boolean;
  #slow: SlowPath | undefined;

  constructor(input: Begun, text: ObjectText, take: (record: CheckedText) => boolean) {
    this.#input = input;
    this.#text = text;
    this.#take = take;
  }

  get slow(): SlowPath {
    this.#slow ??= new SlowPath(this.#text.own(), this.#sink(), this.#input);
    return this.#slow;
  }

  #sink(): SlowSink {
    return {
      record: (record) => {
        this.taken++;
        return this.#take(record);
      },
      reject: (rejection) => reject(this.rejections, rejection),
      other: (what) => this.others.add(what),
    };
  }
}

/** Where the records of a plain log begin, behind `{"Records":[`; undefined for any other text. */
function listStart(text: Uint8Array): number | undefined {
  if (USUAL_START.every((byte, at) => text[at] === byte)) {
    return isUtf8(text) ? USUAL_START.length : undefined;
  }
  const head = Buffer.from(text.buffer, text.byteOffset, Math.min(400, text.length));
  const envelope = ENVELOPE.exec(head.toString('latin1'));
  return envelope && isUtf8(text) ? envelope[0].length : undefined;
}

function isTail(text: Uint8Array, at: number): boolean {
  if (text.length - at === 1) return text[at] === 0x7d;
  const rest = Buffer.from(text.buffer, text.byteOffset + at, Math.min(200, text.length - at));
  return text.length - at <= 200 && TAIL.test(rest.toString('latin1'));
}

function failed({ id }: Begun, failure: string, rawBytes = 0): DecodedObject {
  return { id, rawBytes, ranges: [], rejections: [], failure, slow: 0 };
}
