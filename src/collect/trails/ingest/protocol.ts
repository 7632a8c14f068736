import type { TableKind } from '../../../cloudtrail/columns/index.ts';
import type { PackedSessions } from '../../../lake/catalog/index.ts';
import type { DecodedObject, PackedCallers } from '../../decode/index.ts';

/**
 * The objects of a batch, column by column: between threads a few arrays cost a tenth of what an object for each
 * costs. The place of an object is where it stands in these columns.
 */
export interface ObjectColumns {
  /** Ids in the ledger. */
  readonly ids: Int32Array;
  /** The table that each key names, if any. */
  readonly kinds: readonly (TableKind | undefined)[];
  /** Days of their keys, since 1970: for records without a time. */
  readonly fallbackDays: Int32Array;
  /** Bytes as listed. */
  readonly sizes: Float64Array;
  /** Where they lie on this machine, divided by NUL; or what they hold. */
  readonly contents: string | readonly Uint8Array[];
}

/** To a worker. A batch is answered by `rows`; its verdict by `done`, and by `parts` when parts were closed. */
export type ToWorker =
  | { readonly is: 'batch'; readonly batch: number; readonly objects: ObjectColumns }
  | { readonly is: 'verdict'; readonly batch: number; readonly duplicates: readonly Verdict[] }
  | { readonly is: 'flush' };

/** One byte for each row of a table: 1 when it is a duplicate. */
export type Verdict = readonly [kind: TableKind, isDuplicate: Uint8Array];

/** The rows of one table in a batch: day (since 1970) and 128-bit identity of each. */
export interface TableRows {
  readonly kind: TableKind;
  readonly days: Int32Array;
  readonly hashes: Uint32Array;
}

/** `unread`: it could not be read from this machine, so nothing is known of its content. */
export type IngestedObject = DecodedObject & { readonly unread?: true };

/** What became of the objects of a batch, before duplicates are known. */
export interface IngestedColumns {
  /** Bytes of each, inflated. */
  readonly rawBytes: Float64Array;
  /** Four numbers a range of rows: place of the object, place of the table, first row, the row after the last. */
  readonly ranges: Int32Array;
  /** By place: objects of which there is more to say than their rows. */
  readonly notes: ReadonlyMap<number, IngestNote>;
}

export type IngestNote = Pick<IngestedObject, 'failure' | 'other' | 'rejections' | 'unread'>;

/** A part that lies on disk, not yet in the catalog. Times in microseconds. */
export interface WrittenPart {
  readonly id: string;
  readonly kind: TableKind;
  readonly day: number;
  readonly rows: number;
  readonly bytes: number;
  readonly rawBytes: number;
  readonly minTs?: number;
  readonly maxTs?: number;
  readonly callers: PackedCallers;
  /** Absent when nobody got credentials. */
  readonly sessions: PackedSessions | undefined;
}

/** From a worker. */
export type FromWorker =
  | {
      readonly is: 'rows';
      readonly batch: number;
      readonly objects: IngestedColumns;
      readonly tables: readonly TableRows[];
    }
  | { readonly is: 'done'; readonly batch: number }
  | {
      readonly is: 'parts';
      /** Whether a `flush` asked for it. */
      readonly asked: boolean;
      /** All of these are on the disk as a whole now. */
      readonly batches: readonly number[];
      readonly parts: readonly WrittenPart[];
    };

export interface WorkerSetup {
  readonly home: string;
  readonly module: WebAssembly.Module;
  /** Rows and raw bytes in hand at which parts are closed. */
  readonly partRows: number;
  readonly partRawBytes: number;
}
