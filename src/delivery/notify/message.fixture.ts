import type { AlertMessage } from '../../analysis/detect/index.ts';
import type { Notice } from './notice.ts';
import type { Order } from './sink.ts';

type Changes = Partial<Omit<AlertMessage, 'alert' | 'rule'>> & {
  readonly alert?: Partial<AlertMessage['alert']>;
  readonly rule?: Partial<AlertMessage['rule']>;
};

/** A whole message, with what a test wants to be different. */
export function alertMessage({ alert, rule, ...rest }: Changes = {}): AlertMessage {
  return {
    id: 'a1b2c3/opened',
    step: 'opened',
    alert: {
      id: 'a1b2c3',
      state: 'open',
      severity: 'high',
      score: 73,
      first: '2026-06-01T10:00:00Z',
      last: '2026-06-01T10:05:00Z',
      count: 2,
      account: '111122223333',
      actor: 'arn:aws:iam::111122223333:user/ana',
      system: 'Console',
      group: { eventName: 'StopLogging' },
      samples: [sample('e1'), sample('e2')],
      top: [{ field: 'region', values: [{ value: 'eu-west-1', count: 2 }] }],
      ...alert,
    },
    rule: {
      id: 'rule-1',
      title: 'Trail stopped',
      description: 'Somebody stopped a trail.',
      author: 'Ana Example',
      license: 'DRL-1.1',
      pack: 'own',
      link: 'https://rules.example.com/trail-stopped',
      level: 'high',
      tags: ['attack.t1562.008'],
      falsepositives: ['Maintenance'],
      ...rule,
    },
    ...rest,
  };
}

export function sample(eventId: string): AlertMessage['alert']['samples'][number] {
  return {
    eventId,
    time: '2026-06-01T10:00:00Z',
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    account: '111122223333',
    region: 'eu-west-1',
    sourceAddress: '192.0.2.7',
    userAgent: 'aws-cli/2.17.0',
    errorCode: null,
  };
}

export function alertNotice(changes: Changes = {}): Notice {
  return { is: 'alert', message: alertMessage(changes) };
}

/** A first try. */
export function order(changes: Partial<Order> = {}): Order {
  const since = Date.parse('2026-06-01T10:06:00Z');
  return { again: false, short: false, since, signal: new AbortController().signal, ...changes };
}
