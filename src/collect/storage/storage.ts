/** One log file of a trail, as a listing shows it. */
export interface StoredObject {
  /** UTF-8 path from the root of the storage, parts divided by `/`. */
  readonly key: string;
  /** Bytes as stored. */
  readonly size: number;
  /** Changes whenever the content does; says nothing else. */
  readonly etag: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

export interface ReadOptions {
  /** Ends the work; its reason is what is thrown. */
  readonly signal?: AbortSignal;
}

/** What lies directly under a prefix; a long level comes in several pages. */
export interface LevelPage {
  /** Names one level below, without the prefix, each with its `/`. */
  readonly folders: readonly string[];
  readonly objects: readonly StoredObject[];
}

/** What a storage has done so far. Asked for again, it is up to date again. */
export interface StorageCounters {
  /** Requests sent, repeated ones among them; for files, reads. */
  readonly requests: number;
  /** Requests that repeated a failed one. */
  readonly retries: number;
  /** Answers "slow down", and requests that timed out. */
  readonly throttled: number;
  /** Bytes of the objects that were read whole. */
  readonly bytes: number;
  /** How many objects may be read at the same moment now; 0 where nothing limits it. */
  readonly concurrency: number;
}

/** A place where objects lie. A prefix is the beginning of keys, as in S3: it need not end in `/`. */
export interface Storage {
  readonly id: string;
  /** How the ledger and messages call it: an absolute folder, `s3://bucket`, `-`. Never changes. */
  readonly name: string;
  /**
   * All objects under a prefix in key order (UTF-8 bytes), a page at a time. What could not be
   * listed is thrown after everything else was given; the listing is then incomplete.
   */
  list(prefix: string, options?: ReadOptions): AsyncIterable<readonly StoredObject[]>;
  /** What lies directly under a prefix: folders and objects, each in key order over all pages. */
  level(prefix: string, options?: ReadOptions): AsyncIterable<LevelPage>;
  /**
   * The whole object, checked against its listing.
   * @throws AppError TG_STORAGE_NOT_FOUND when it has vanished, TG_STORAGE_CHANGED, TG_STORAGE_DENIED ...
   */
  read(object: StoredObject, options?: ReadOptions): Promise<Uint8Array>;
  /** Where a file lies on this machine; only a folder has it. */
  readonly localPath?: (key: string) => string;
  readonly counters: StorageCounters;
  close(): Promise<void>;
}

/** A storage, and where in it an address points. */
export interface OpenedStorage {
  readonly storage: Storage;
  readonly prefix: string;
}
