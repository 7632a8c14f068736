import type { SettingsOf } from '../../../base/config/index.ts';
import { awsClient } from '../aws.ts';
import { awsOutcome } from '../aws-answer.ts';
import { PLAIN } from '../capabilities.ts';
import type { SinkPlugin } from '../sink.ts';
import { fifoParts, render } from './render.ts';

export const snsSink: SinkPlugin<SettingsOf<'sns'>> = {
  open: (settings, tools) => ({
    capabilities: PLAIN,
    send: async (notice, { short, signal }) => {
      const { topicArn } = settings;
      const { SNSClient, PublishCommand } = await import('@aws-sdk/client-sns');
      const region = settings.region ?? topicArn.split(':')[3];
      const client = new SNSClient(await awsClient({ ...settings, region }, tools));
      const fifo = topicArn.endsWith('.fifo') ? fifoParts(notice) : {};
      try {
        const message = { TopicArn: topicArn, ...render(notice, short), ...fifo };
        await client.send(new PublishCommand(message), { abortSignal: signal });
        return { is: 'done' };
      } catch (error) {
        return awsOutcome(error);
      } finally {
        client.destroy();
      }
    },
  }),
};
