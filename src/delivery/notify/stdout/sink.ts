import type { SettingsOf } from '../../../base/config/index.ts';
import { messageOf } from '../../../base/errors/index.ts';
import { PLAIN } from '../capabilities.ts';
import type { SinkPlugin } from '../sink.ts';
import { render } from './render.ts';

export const stdoutSink: SinkPlugin<SettingsOf<'stdout'>> = {
  open: (_, { write }) => ({
    capabilities: PLAIN,
    send: async (notice) => {
      try {
        await write(render(notice));
        return { is: 'done' };
      } catch (error) {
        return { is: 'retry', reason: messageOf(error) };
      }
    },
  }),
};
