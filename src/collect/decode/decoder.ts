import { isUtf8 } from 'node:buffer';
import { TABLES, type TableKind } from '../../cloudtrail/columns/index.ts';
import { GunzipError, gunzip, isGzip, MAX_TEXT_BYTES, withoutBom } from './gunzip.ts';
import { failureOf, type RejectedText, reject, withText } from './outcome.ts';
import { type EncodedPart, Scanner } from './scanner.ts';
import { type CheckedText, type Rejection, SlowPath, type Step } from './slow-path.ts';

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
    return KINDS.flatMap((kind) => this.#scanners.get(kind) ?? []);
  }

  decode(input: DecodeInput): DecodedObject {
    let inflated: Uint8Array;
    try {
      inflated = isGzip(input.bytes) ? gunzip(input.bytes) : input.bytes;
    } catch (error) {
      if (!(error instanceof GunzipError)) throw error;
      return failed(input, error.message);
    }
    if (inflated.length > MAX_TEXT_BYTES) {
      return failed(input, `larger than ${MAX_TEXT_BYTES} bytes`, inflated.length);
    }
    return this.#text(input, inflated);
  }

  #text(input: DecodeInput, inflated: Uint8Array): DecodedObject {
    const text = withoutBom(inflated);
    const before = new Map(this.scanners().map((scanner) => [scanner, scanner.batchCount]));
    const run = this.#run(input, text);
    const head = Buffer.from(text.buffer, text.byteOffset, Math.min(400, text.length));
    const envelope = ENVELOPE.exec(head.toString('latin1'));
    if (envelope && !this.#slowOnly && isUtf8(text)) {
      this.#records(input, text, envelope[0].length, run);
    } else run.slow.documents();
    const ranges = this.scanners().flatMap((scanner) => {
      const from = before.get(scanner) ?? 0;
      const to = scanner.batchCount;
      return to > from ? [{ kind: scanner.table.kind, from, to }] : [];
    });
    const isNothing = ranges.length === 0 && run.others.size === 0;
    const failure = isNothing ? failureOf(input.bytes, text, run.rejections) : undefined;
    if (failure !== undefined) return failed(input, failure, inflated.length);
    const isOther = ranges.length === 0 && run.rejections.length === 0 && run.others.size > 0;
    return {
      id: input.id,
      rawBytes: inflated.length,
      ranges,
      rejections: run.rejections.map((rejection) => withText(rejection, text, inflated)),
      slow: run.taken,
      ...(isOther ? { other: [...run.others].join(', ') } : {}),
    };
  }

  #run(input: DecodeInput, text: Uint8Array): Run {
    const run: Run = { rejections: [], others: new Set(), taken: 0, slow: undefined as never };
    run.slow = new SlowPath(
      text,
      {
        record: (record) => {
          run.taken++;
          return this.#take(input, record);
        },
        reject: (rejection) => reject(run.rejections, rejection),
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
    let step: Step = { at: start, isFirst: true };
    while (!('isEnd' in step)) {
      const scanned = scanner.scan(base + step.at, step.isFirst);
      const at = scanned.at - base;
      if (scanned.end && isTail(text, at)) return;
      step = scanned.end ? run.slow.bracket(at - 1) : run.slow.listItem(at);
    }
    run.slow.documents(step.at);
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
  append(which: number, duplicates: ReadonlyMap<TableKind, Uint8Array>): void {
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

function isTail(text: Uint8Array, at: number): boolean {
  const rest = Buffer.from(text.buffer, text.byteOffset + at, Math.min(200, text.length - at));
  return text.length - at <= 200 && TAIL.test(rest.toString('latin1'));
}

function failed({ id }: DecodeInput, failure: string, rawBytes = 0): DecodedObject {
  return { id, rawBytes, ranges: [], rejections: [], failure, slow: 0 };
}
