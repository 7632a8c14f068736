import type { SettingsOf } from '../../../base/config/index.ts';
import { awsClient } from '../aws.ts';
import { awsOutcome, namedOutcome } from '../aws-answer.ts';
import { PLAIN } from '../capabilities.ts';
import type { Outcome } from '../outcome.ts';
import type { SinkPlugin } from '../sink.ts';
import { render } from './render.ts';

export const eventbridgeSink: SinkPlugin<SettingsOf<'eventbridge'>> = {
  open: (settings, tools) => ({
    capabilities: PLAIN,
    send: async (notice, { short, signal }) => {
      const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
      const region = settings.region ?? regionOf(settings.bus);
      const client = new EventBridgeClient(await awsClient({ ...settings, region }, tools));
      try {
        const entry = { EventBusName: settings.bus, ...render(notice, short) };
        const command = new PutEventsCommand({ Entries: [entry] });
        const { Entries = [] } = await client.send(command, { abortSignal: signal });
        return entryOutcome(Entries[0]);
      } catch (error) {
        return awsOutcome(error);
      } finally {
        client.destroy();
      }
    },
  }),
};

function regionOf(bus: string): string | undefined {
  return bus.startsWith('arn:') ? bus.split(':')[3] : undefined;
}

interface EntryAnswer {
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

/** A call that succeeds may still have refused its entry. */
function entryOutcome(entry: EntryAnswer | undefined): Outcome {
  if (entry === undefined) return { is: 'unclear', reason: 'the answer names no entry' };
  const { ErrorCode: code, ErrorMessage: words = '' } = entry;
  return code === undefined ? { is: 'done' } : namedOutcome(code, words);
}
