import type { AlertMessage, Level } from '../../analysis/detect/index.ts';

/** What an alert comes to within a digest; author, licence and link of its rule go with it (DRL 1.1). */
export interface DigestEntry {
  readonly alertId: string;
  readonly severity: Level;
  readonly state: AlertMessage['alert']['state'];
  readonly count: number;
  readonly account: string | null;
  readonly actor: string | null;
  /** ISO 8601, UTC. */
  readonly last: string;
  readonly rule: {
    readonly id: string;
    readonly title: string;
    readonly author?: string;
    readonly license?: string;
    readonly link?: string;
  };
}

/** Whatever is sent: an alert at one step, many at once, a test, or that another sink does not work. */
export type Notice =
  | { readonly is: 'alert'; readonly message: AlertMessage }
  | {
      readonly is: 'digest';
      readonly id: string;
      /** Worst first. */
      readonly entries: readonly DigestEntry[];
      /** ISO 8601, UTC. */
      readonly at: string;
    }
  | {
      readonly is: 'test';
      readonly id: string;
      readonly state: 'open' | 'closed';
      readonly at: string;
    }
  | {
      readonly is: 'trouble';
      readonly id: string;
      /** The name of the sink that does not work. */
      readonly sink: string;
      readonly reason: string;
      readonly at: string;
    };

/** The same on every try, so that whoever is told twice can see it. */
export function noticeId(notice: Notice): string {
  return notice.is === 'alert' ? notice.message.id : notice.id;
}

/** What all messages of one alert have in common. */
export function threadOf(notice: Notice): string {
  return notice.is === 'alert' ? notice.message.alert.id : notice.id;
}

/** What the other side should hold the alert for. */
export function stateOf(notice: Notice): AlertMessage['alert']['state'] {
  switch (notice.is) {
    case 'alert':
      return notice.message.alert.state;
    case 'test':
      return notice.state;
    case 'digest':
    case 'trouble':
      return 'open';
    default:
      return notice satisfies never;
  }
}

/** The severest of a notice. */
export function severityOf(notice: Notice): Level {
  switch (notice.is) {
    case 'alert':
      return notice.message.alert.severity;
    case 'digest':
      return notice.entries[0]?.severity ?? 'informational';
    case 'test':
      return 'informational';
    case 'trouble':
      return 'high';
    default:
      return notice satisfies never;
  }
}
