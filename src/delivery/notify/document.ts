import { clean, cleanLink } from './clean.ts';
import { type Notice, noticeId } from './notice.ts';
import type { Shape } from './shape.ts';

/** A notice as programs read it: one JSON object, every text in it clean. */
export interface NoticeDocument {
  /** The same on every try. */
  readonly id: string;
  /** `alert.opened`, `digest`, `test`, `sink.trouble`. */
  readonly type: string;
  /** ISO 8601, UTC: of the alert's last event, or when the notice was made. */
  readonly timestamp: string;
  readonly data: unknown;
}

const MOST_ITEMS = 20;

export function documentOf(notice: Notice, shape: Shape): NoticeDocument {
  const { type, timestamp, data } = partsOf(notice, shape);
  return {
    id: clean(noticeId(notice)),
    type,
    timestamp: clean(timestamp),
    data: cleaned(data, shape.most),
  };
}

function partsOf(notice: Notice, shape: Shape): Omit<NoticeDocument, 'id'> {
  switch (notice.is) {
    case 'alert': {
      const { message } = notice;
      const { last } = message.alert;
      return { type: `alert.${message.step}`, timestamp: last, data: alertData(notice, shape) };
    }
    case 'digest': {
      const { entries, at } = notice;
      const alerts = entries.slice(0, shape.entries);
      return { type: 'digest', timestamp: at, data: { count: entries.length, alerts } };
    }
    case 'test':
      return { type: 'test', timestamp: notice.at, data: { state: notice.state } };
    case 'trouble': {
      const { sink, reason, at } = notice;
      return { type: 'sink.trouble', timestamp: at, data: { sink, reason } };
    }
    default:
      return notice satisfies never;
  }
}

function alertData({ message }: Extract<Notice, { is: 'alert' }>, shape: Shape): unknown {
  const { step, alert, rule } = message;
  const samples = alert.samples.slice(0, shape.samples);
  if (shape.values) return { step, alert: { ...alert, samples }, rule };
  const { description, ...credited } = rule;
  return {
    step,
    alert: { ...alert, samples, group: {}, top: [] },
    rule: { ...credited, tags: [], falsepositives: [] },
  };
}

/** Texts clean and short, lists and objects of a bounded size; links whole or not at all. */
function cleaned(value: unknown, most: number, key?: string): unknown {
  if (typeof value === 'string') return key === 'link' ? cleanLink(value) : clean(value, most);
  if (Array.isArray(value)) {
    // A digest's list is bounded by its shape already.
    const items = key === 'alerts' ? value : value.slice(0, MOST_ITEMS);
    return items.map((item) => cleaned(item, most));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).slice(0, MOST_ITEMS);
  return Object.fromEntries(
    entries.map(([name, one]) => [clean(name, most), cleaned(one, most, name)]),
  );
}
