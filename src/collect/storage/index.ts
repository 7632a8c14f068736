export { fetchOrdered } from './fetch-ordered.ts';
export { inOrder } from './in-order.ts';
export { compareKeys } from './key-order.ts';
export { openStorage } from './open-storage.ts';
export type { StorageOptions } from './plugin.ts';
export type { S3Options } from './s3/options.ts';
export type { LevelPage, OpenedStorage, ReadOptions, Storage, StoredObject } from './storage.ts';
