import type { SettingsOf } from '../../../base/config/index.ts';
import { PLAIN } from '../capabilities.ts';
import { outcomeOf } from '../classify.ts';
import type { SinkPlugin } from '../sink.ts';
import { render } from './render.ts';

/** A workflow that posts to a channel. Its 202 says that it was taken, not that it was shown. */
export const teamsSink: SinkPlugin<SettingsOf<'teams'>> = {
  open: (settings, { http, secrets, now }) => ({
    capabilities: { ...PLAIN, people: true, pace: 250 },
    send: async (notice, { short, signal }) => {
      const url = secrets.resolve(settings.url);
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(render(notice, short));
      return outcomeOf(await http({ method: 'POST', url, headers, body, signal }), now());
    },
  }),
};
