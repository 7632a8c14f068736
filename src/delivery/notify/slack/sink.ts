import type { SettingsOf } from '../../../base/config/index.ts';
import type { SinkPlugin } from '../sink.ts';
import { openBot } from './bot.ts';
import { openWebhook } from './webhook.ts';

/** Two forms: a bot has threads and edits, a webhook neither. */
export const slackSink: SinkPlugin<SettingsOf<'slack'>> = {
  open: ({ webhook, token = '', channel = '', endpointUrl }, tools) => {
    if (webhook !== undefined) return openWebhook(webhook, tools);
    return openBot({ token, channel, ...(endpointUrl !== undefined && { endpointUrl }) }, tools);
  },
};
