import { isUtf8 } from 'node:buffer';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import {
  GunzipError,
  type GunzipError as GunzipFault,
  gunzip,
  isGzip,
  withoutBom,
} from './gunzip.ts';
import { JsonReader } from './json.ts';
import { type EncodedPart, Scanner } from './scanner.ts';
import { type CheckedText, type Rejection, SlowPath } from './slow-path.ts';

export interface DecodeInput {
  /** The object's id in the ledger. */
  readonly id: number;
  readonly bytes: Uint8Array;
  /** What the key says it holds; content decides where it says nothing. */
  readonly kind: TableKind;
  /** Day of the key (since 1970): where records without a time go. */
  readonly fallbackDay: number;
}

/** Rows of one table in a batch, half-open. */
export interface RowRange {
  readonly kind: TableKind;
  readonly from: number;
  readonly to: number;
}

/** A refused record, with the first bytes of its text. */
export interface RejectedText extends Rejection {
  readonly raw: Uint8Array;
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

const KINDS = Object.keys(TABLES) as readonly TableKind[];
const ENVELOPE = /^\s*\{\s*"Records"\s*:\s*\[/;
const TAIL = /^\s*\}\s*$/;

/** Bytes of objects to rows in hand, and rows in hand to parts. One for each worker. */
export class Decoder {
  readonly #module: WebAssembly.Module;
  readonly #scanners = new Map<TableKind, Scanner>();
  #which: 0 | 1 = 0;
  #slowOnly: boolean;

  /** `slowOnly`: every record takes the slow path, for tests that compare the two. */
  constructor(module: WebAssembly.Module, options: { readonly slowOnly?: boolean } = {}) {
    this.#module = module;
    this.#slowOnly = options.slowOnly ?? false;
  }

  begin(which: 0 | 1): void {
    this.#which = which;
    for (const scanner of this.#scanners.values()) scanner.begin(which);
  }

  /** The scanners that have rows in the batch just decoded. */
  scanners(): readonly Scanner[] {
    return KINDS.flatMap((kind) => this.#scanners.get(kind) ?? []);
  }

  decode(input: DecodeInput): DecodedObject {
    let text: Uint8Array;
    try {
      text = withoutBom(isGzip(input.bytes) ? gunzip(input.bytes) : input.bytes);
    } catch (error) {
      if (!(error instanceof GunzipError)) throw error;
      return failed(input, error);
    }
    return this.#text(input, text);
  }

  #text(input: DecodeInput, text: Uint8Array): DecodedObject {
    const before = new Map(this.scanners().map((scanner) => [scanner, scanner.batchCount]));
    const run = this.#run(input);
    const head = Buffer.from(text.buffer, text.byteOffset, Math.min(400, text.length));
    const envelope = ENVELOPE.exec(head.toString('latin1'));
    if (envelope && !this.#slowOnly && isUtf8(text)) {
      this.#records(input, text, envelope[0].length, run);
    } else run.slow.document(text);
    const ranges = this.scanners().flatMap((scanner) => {
      const from = before.get(scanner) ?? 0;
      const to = scanner.batchCount;
      return to > from ? [{ kind: scanner.table.kind, from, to }] : [];
    });
    return {
      id: input.id,
      rawBytes: text.length,
      ranges,
      rejections: run.rejections.map((rejection) => withText(rejection, text)),
      slow: run.taken,
      ...outcomeOf(text, ranges.length, run),
    };
  }

  #run(input: DecodeInput): Run {
    const run: Run = { rejections: [], others: new Set(), taken: 0, slow: undefined as never };
    run.slow = new SlowPath(
      {
        record: (record) => {
          run.taken++;
          return this.#take(input, record);
        },
        reject: (rejection) => run.rejections.push(rejection),
        other: (what) => run.others.add(what),
      },
      input.fallbackDay,
    );
    return run;
  }

  /** The fast path over a Records list; records that it is not sure of go to the slow one. */
  #records(input: DecodeInput, text: Uint8Array, start: number, run: Run): void {
    const scanner = this.#scanner(input.kind);
    scanner.setObject(input.id);
    const base = scanner.place(text);
    let reader: JsonReader | undefined;
    let step = { at: start, isFirst: true };
    while (true) {
      const scanned = scanner.scan(base + step.at, step.isFirst);
      const at = scanned.at - base;
      if (scanned.end) {
        this.#tail(text, at, run);
        return;
      }
      if (at >= text.length) {
        const reason = 'the text ends before its list of records is closed';
        run.rejections.push({ start: at, end: text.length, reason });
        return;
      }
      reader ??= new JsonReader(text);
      step = run.slow.element(reader, at);
    }
  }

  #tail(text: Uint8Array, at: number, run: Run): void {
    const rest = Buffer.from(text.buffer, text.byteOffset + at, text.length - at);
    if (TAIL.test(rest.subarray(0, 200).toString('latin1')) && rest.length <= 200) return;
    const reason = 'unexpected text after the list of records';
    run.rejections.push({ start: at, end: text.length, reason });
  }

  #take(input: DecodeInput, record: CheckedText): boolean {
    const scanner = this.#scanner(record.kind);
    scanner.setObject(input.id);
    return scanner.take(scanner.place(record.text), record);
  }

  #scanner(kind: TableKind): Scanner {
    const known = this.#scanners.get(kind);
    if (known) return known;
    const scanner = new Scanner(this.#module, TABLES[kind]);
    scanner.begin(this.#which);
    this.#scanners.set(kind, scanner);
    return scanner;
  }

  /** Adds a batch's rows to their days; `duplicates` per table, one byte a row. */
  append(which: 0 | 1, duplicates: ReadonlyMap<TableKind, Uint8Array>): void {
    for (const [kind, flags] of duplicates) this.#scanners.get(kind)?.append(which, flags);
  }

  inHand(): { readonly rows: number; readonly rawBytes: number; readonly days: number } {
    const all = this.scanners().map((scanner) => scanner.inHand());
    return {
      rows: all.reduce((sum, one) => sum + one.rows, 0),
      rawBytes: all.reduce((sum, one) => sum + one.rawBytes, 0),
      days: all.reduce((sum, one) => sum + one.days, 0),
    };
  }

  /** Closes all days of all tables. A part's buffers must be used before the next is asked for. */
  *close(): Generator<EncodedPart> {
    for (const scanner of this.scanners()) yield* scanner.close();
  }
}

interface Run {
  readonly rejections: Rejection[];
  readonly others: Set<string>;
  taken: number;
  slow: SlowPath;
}

const MAX_RAW_BYTES = 65_536;

function withText(rejection: Rejection, text: Uint8Array): RejectedText {
  const { start, end } = rejection;
  return { ...rejection, raw: text.slice(start, Math.min(end, start + MAX_RAW_BYTES)) };
}

function failed(input: DecodeInput, error: GunzipFault): DecodedObject {
  const failure = error.message;
  return { id: input.id, rawBytes: 0, ranges: [], rejections: [], failure, slow: 0 };
}

function outcomeOf(
  text: Uint8Array,
  tables: number,
  run: Run,
): Pick<DecodedObject, 'failure' | 'other'> {
  if (tables > 0) return {};
  if (run.rejections.length > 0) return {};
  if (run.others.size > 0) return { other: [...run.others].join(', ') };
  return text.length === 0 ? { failure: 'the file is empty' } : {};
}
