import type { SettingsOf } from '../../../base/config/index.ts';
import { PLAIN } from '../capabilities.ts';
import { outcomeOf } from '../classify.ts';
import { noticeId } from '../notice.ts';
import type { SinkPlugin } from '../sink.ts';
import { render } from './render.ts';
import { isSecret, signedHeaders } from './sign.ts';

export const webhookSink: SinkPlugin<SettingsOf<'webhook'>> = {
  open: (settings, { http, secrets, now }) => ({
    capabilities: PLAIN,
    send: async (notice, { short, signal }) => {
      const keys = settings.secrets.map(secrets.resolve);
      if (!keys.every(isSecret)) {
        return { is: 'broken', reason: 'a secret is not whsec_ and 24 to 64 bytes in base64' };
      }
      const body = render(notice, short);
      const seconds = Math.floor(now() / 1000);
      const headers = {
        'content-type': 'application/json',
        ...signedHeaders({ id: noticeId(notice), seconds, body }, keys),
      };
      const url = secrets.resolve(settings.url);
      return outcomeOf(await http({ method: 'POST', url, headers, body, signal }), now());
    },
  }),
};
