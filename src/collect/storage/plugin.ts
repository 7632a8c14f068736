import type { Effects } from '../../base/effects/index.ts';
import type { S3Options } from './s3/options.ts';
import type { OpenedStorage } from './storage.ts';

export interface StorageOptions {
  readonly s3?: S3Options;
  /** What `-` reads. Default: the standard input of this process. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
}

/** One kind of place: which addresses are its own, and how to open one. */
export interface StoragePlugin {
  readonly id: string;
  readonly accepts: (address: string) => boolean;
  readonly open: (
    address: string,
    options: StorageOptions,
    effects: Effects,
  ) => Promise<OpenedStorage>;
}
