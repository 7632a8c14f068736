import type { SettingsOf } from '../../../base/config/index.ts';
import { PLAIN } from '../capabilities.ts';
import { outcomeOf } from '../classify.ts';
import type { SinkPlugin } from '../sink.ts';
import { render } from './render.ts';

const PLACES = {
  us: 'https://events.pagerduty.com',
  eu: 'https://events.eu.pagerduty.com',
} as const;

/** Its documentation of Events API v2 wants tries minutes apart. */
const PATIENCE = 60_000;

export const pagerdutySink: SinkPlugin<SettingsOf<'pagerduty'>> = {
  open: (settings, { http, secrets, now }) => ({
    capabilities: { ...PLAIN, threads: true, states: true, people: true, patience: PATIENCE },
    send: async (notice, { short, signal }) => {
      const event = render(notice, short);
      const result = await http({
        method: 'POST',
        url: `${settings.endpointUrl ?? PLACES[settings.region]}/v2/enqueue`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ routing_key: secrets.resolve(settings.routingKey), ...event }),
        signal,
      });
      return outcomeOf(result, now());
    },
  }),
};
