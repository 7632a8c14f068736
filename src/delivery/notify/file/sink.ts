import type { SettingsOf } from '../../../base/config/index.ts';
import { messageOf } from '../../../base/errors/index.ts';
import { PLAIN } from '../capabilities.ts';
import type { SinkPlugin } from '../sink.ts';
import { appendLine } from './append.ts';
import { render } from './render.ts';

export const fileSink: SinkPlugin<SettingsOf<'file'>> = {
  open: ({ path, maxBytes, keep }) => ({
    capabilities: PLAIN,
    send: async (notice) => {
      try {
        await appendLine(path, render(notice), { maxBytes, keep });
        return { is: 'done' };
      } catch (error) {
        // A full disk or a missing right: somebody mends it while the queue waits.
        return {
          is: 'retry',
          reason: `the file cannot be written (${messageOf(error)})`,
          tell: true,
        };
      }
    },
  }),
};
