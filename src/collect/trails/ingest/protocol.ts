import type { TableKind } from '../../../cloudtrail/columns/index.ts';
import type { DecodedObject, PackedCallers } from '../../decode/index.ts';

/** An object for a worker: its bytes, or where it lies on this machine. */
export interface IngestObject {
  /** Its id in the ledger. */
  readonly id: number;
  readonly kind: TableKind;
  /** Day of its key, in days since 1970: for records without a time. */
  readonly fallbackDay: number;
  readonly bytes?: Uint8Array;
  readonly path?: string;
}

/** To a worker. A batch is answered by `rows`; its verdict by `done`, and by `parts` when parts were closed. */
export type ToWorker =
  | { readonly is: 'batch'; readonly batch: number; readonly objects: readonly IngestObject[] }
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
  readonly sessions: Uint8Array;
}

/** From a worker. */
export type FromWorker =
  | {
      readonly is: 'rows';
      readonly batch: number;
      readonly objects: readonly IngestedObject[];
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
