import type { SettingsOf } from '../../../base/config/index.ts';
import { messageOf } from '../../../base/errors/index.ts';
import type { SinkPlugin } from '../sink.ts';
import { render } from './render.ts';

export const stdoutSink: SinkPlugin<SettingsOf<'stdout'>> = {
  open: (_, { write }) => ({
    capabilities: {
      threads: false,
      edits: false,
      states: false,
      updates: true,
      people: false,
      pace: 0,
    },
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
