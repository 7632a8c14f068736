import type { SinkSettings } from '../../base/config/index.ts';
import { defaultEffects } from '../../base/effects/index.ts';
import { CERTIFICATE } from './certificate.fixture.ts';
import { type HttpOptions, openHttp } from './http.ts';
import { openSink } from './open-sink.ts';
import { openSecrets } from './secrets.ts';
import type { Sink, SinkTools } from './sink.ts';
import { openTargets } from './targets.ts';

export const NOW = Date.parse('2026-06-01T12:00:00Z');

/** What `localhost` may be reached for, and what it stands for. */
const LOOPBACK = [{ host: 'localhost', cidr: '127.0.0.0/8' }];

export interface Given extends HttpOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly written?: string[];
}

/** Tools that reach receivers on the loopback address, with the clock at `NOW`. */
export function testTools({ env = {}, written = [], ...options }: Given = {}): SinkTools {
  const targets = openTargets(LOOPBACK, async () => ['127.0.0.1']);
  return {
    targets,
    http: openHttp(targets, { timeout: 5000, ca: CERTIFICATE, ...options }),
    secrets: openSecrets({ ...defaultEffects, env }),
    now: () => NOW,
    write: async (text) => {
      written.push(text);
    },
  };
}

export function testedSink(settings: SinkSettings, given: Given = {}): Sink {
  return openSink(settings, testTools(given));
}
