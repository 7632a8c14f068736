import { AppError } from '../../../base/errors/index.ts';
import type { StoragePlugin } from '../plugin.ts';
import { S3Storage } from './storage.ts';

const ADDRESS = /^s3:\/\/([^/]+)(?:\/(.*))?$/is;

export const s3Plugin: StoragePlugin = {
  id: 's3',
  accepts: (address) => /^s3:\/\//i.test(address),
  open: async (address, { s3 = {} }, effects) => {
    const [, bucket, prefix = ''] = ADDRESS.exec(address) ?? [];
    if (bucket === undefined) {
      throw new AppError('TG_STORAGE_NOT_FOUND', `"${address}" names no bucket.`, {
        hint: 'Write s3://bucket or s3://bucket/prefix.',
      });
    }
    return { storage: new S3Storage(bucket, s3, effects), prefix };
  },
};
