import { defaultEffects, type Effects } from '../../base/effects/index.ts';
import { AppError } from '../../base/errors/index.ts';
import { folderPlugin } from './folder/open.ts';
import type { StorageOptions, StoragePlugin } from './plugin.ts';
import { s3Plugin } from './s3/open.ts';
import { stdinPlugin } from './stdin/open.ts';
import type { OpenedStorage } from './storage.ts';

/** Every kind of storage, asked in this order whether an address is its own. */
const PLUGINS: readonly StoragePlugin[] = [stdinPlugin, s3Plugin, folderPlugin];

/**
 * Opens `s3://bucket/prefix`, `-` (standard input), a folder, or a single file.
 * @throws AppError TG_STORAGE_NOT_FOUND, TG_STORAGE_DENIED
 */
export async function openStorage(
  address: string,
  options: StorageOptions = {},
  effects: Effects = defaultEffects,
): Promise<OpenedStorage> {
  const plugin = PLUGINS.find(({ accepts }) => accepts(address));
  if (plugin) return plugin.open(address, options, effects);
  throw new AppError('TG_STORAGE_NOT_FOUND', `"${address}" is no place that can be read.`, {
    hint: 'Name a folder, a file, s3://bucket/prefix, or - for standard input.',
  });
}
