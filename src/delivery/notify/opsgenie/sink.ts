import type { AlertMessage } from '../../../analysis/detect/index.ts';
import type { SettingsOf } from '../../../base/config/index.ts';
import { PLAIN } from '../capabilities.ts';
import { outcomeOf } from '../classify.ts';
import { type Notice, stateOf } from '../notice.ts';
import type { SinkPlugin } from '../sink.ts';
import { noteOf, render } from './render.ts';

type Settings = SettingsOf<'opsgenie'>;

const PLACES = { us: 'https://api.opsgenie.com', eu: 'https://api.eu.opsgenie.com' } as const;
/** Where Jira Service Management takes what was made for Opsgenie. */
const JSM = 'https://api.atlassian.com/jsm/ops/integration';

const VERBS: Readonly<Partial<Record<AlertMessage['alert']['state'], string>>> = {
  acknowledged: 'acknowledge',
  closed: 'close',
};

export const opsgenieSink: SinkPlugin<Settings> = {
  open: (settings, { http, secrets, now }) => ({
    capabilities: { ...PLAIN, threads: true, states: true, people: true },
    send: async (notice, { short, signal }) => {
      const { path, body } = requestOf(notice, short);
      const result = await http({
        method: 'POST',
        url: `${placeOf(settings)}/v2/alerts${path}`,
        headers: {
          'content-type': 'application/json',
          authorization: `GenieKey ${secrets.resolve(settings.apiKey)}`,
        },
        body: JSON.stringify(body),
        signal,
      });
      return outcomeOf(result, now());
    },
  }),
};

function placeOf({ endpointUrl, flavour, region }: Settings): string {
  return endpointUrl ?? (flavour === 'jsm' ? JSM : PLACES[region]);
}

/** An open alert is created again under its alias, which adds to the one that is there. */
function requestOf(notice: Notice, short: boolean) {
  const alert = render(notice, short);
  const verb = VERBS[stateOf(notice)];
  if (verb === undefined) return { path: '', body: alert };
  const path = `/${encodeURIComponent(alert.alias)}/${verb}?identifierType=alias`;
  return { path, body: { source: alert.source, note: noteOf(alert) } };
}
