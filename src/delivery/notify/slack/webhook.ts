import { PLAIN } from '../capabilities.ts';
import { failureOf } from '../classify.ts';
import type { Sink, SinkTools } from '../sink.ts';
import { answerOutcome } from './answer.ts';
import { render } from './render.ts';

/** An incoming webhook: it tells nothing of the message that it made, so there is one an alert and no more. */
export function openWebhook(reference: string, { http, secrets, now }: SinkTools): Sink {
  return {
    capabilities: { ...PLAIN, updates: false, people: true, pace: 1000 },
    send: async (notice, { short, signal }) => {
      const url = secrets.resolve(reference);
      const body = JSON.stringify(render(notice, short));
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      const result = await http({ method: 'POST', url, headers, body, signal });
      if (result.is === 'answer' && result.status >= 400 && result.status < 500) {
        // The words of the answer say more than its status.
        const own = answerOutcome(result.body.trim());
        if (own !== undefined) return own;
      }
      return failureOf(result, now()) ?? { is: 'done', memo: 'sent' };
    },
  };
}
