import type { StoragePlugin } from '../plugin.ts';
import { StdinStorage } from './storage.ts';

export const stdinPlugin: StoragePlugin = {
  id: 'stdin',
  accepts: (address) => address === '-',
  open: async (_address, { stdin = process.stdin }, effects) => ({
    storage: new StdinStorage(stdin, effects),
    prefix: '',
  }),
};
