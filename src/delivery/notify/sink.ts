import type { Capabilities } from './capabilities.ts';
import type { Http } from './http.ts';
import type { Notice } from './notice.ts';
import type { Outcome } from './outcome.ts';
import type { Secrets } from './secrets.ts';
import type { Targets } from './targets.ts';

/** What is known of a message beside its content. */
export interface Order {
  /** What the sink itself noted when it was told of this alert before. */
  readonly memo?: string;
  /** It may have arrived already: an earlier try did not end, or nobody knows how. */
  readonly again: boolean;
  /** It was too large: without samples and values. */
  readonly short: boolean;
  /** Milliseconds since 1970: when it was first tried. */
  readonly since: number;
  readonly signal: AbortSignal;
}

/** Where alerts are sent. What the other side does is an outcome, never an error. */
export interface Sink {
  readonly capabilities: Capabilities;
  readonly send: (notice: Notice, order: Order) => Promise<Outcome>;
}

/** What sinks work with. */
export interface SinkTools {
  readonly http: Http;
  readonly targets: Targets;
  readonly secrets: Secrets;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** Standard output. */
  readonly write: (text: string) => Promise<void>;
}

/** One kind of sink: makes one from its settings, without asking anybody. */
export interface SinkPlugin<Settings> {
  open(settings: Settings, tools: SinkTools): Sink;
}
