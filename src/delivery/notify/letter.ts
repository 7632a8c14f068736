import type { AlertMessage, Level, Sample, Step } from '../../analysis/detect/index.ts';
import { plural } from '../../base/text/index.ts';
import { clean } from './clean.ts';
import { type Credit, creditOf } from './credit.ts';
import { digestLetter } from './digest-letter.ts';
import { type Notice, noticeId, severityOf, stateOf, threadOf } from './notice.ts';
import type { Shape } from './shape.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** A notice as people read it: clean, within its shape, and not yet escaped for any sink. */
export interface Letter {
  readonly id: string;
  readonly thread: string;
  readonly severity: Level;
  readonly state: AlertMessage['alert']['state'];
  /** One line. */
  readonly headline: string;
  /** What has happened to it, one sentence. */
  readonly lead: string;
  readonly facts: readonly Fact[];
  /** Events, or the alerts of a digest; one line each. */
  readonly lines: readonly string[];
  readonly credits: readonly Credit[];
}

/** What is sent to people. */
export function letterOf(notice: Notice, shape: Shape): Letter {
  const head = {
    id: clean(noticeId(notice)),
    thread: clean(threadOf(notice)),
    severity: severityOf(notice),
    state: stateOf(notice),
  };
  switch (notice.is) {
    case 'alert':
      return { ...head, ...alertLetter(notice.message, shape) };
    case 'digest':
      return { ...head, ...digestLetter(notice.entries, shape) };
    case 'test':
      return { ...head, ...EMPTY, headline: 'Test of Trailglass', lead: TEST[notice.state] };
    case 'trouble':
      return { ...head, ...EMPTY, ...troubleWords(notice, shape) };
    default:
      return notice satisfies never;
  }
}

type Body = Omit<Letter, 'id' | 'thread' | 'severity' | 'state'>;

const EMPTY = { facts: [], lines: [], credits: [] } as const;
const TEST = {
  open: 'Alerts will arrive here. Nothing has happened and there is nothing to do.',
  closed: 'The test is over.',
} as const;

function troubleWords(
  { sink, reason }: Extract<Notice, { is: 'trouble' }>,
  { most }: Shape,
): Pick<Letter, 'headline' | 'lead'> {
  return {
    headline: `The sink ${clean(sink, most)} does not work`,
    lead: `${clean(reason, most)} Its messages wait until it works again.`,
  };
}

function alertLetter(message: AlertMessage, shape: Shape): Body {
  const { alert, rule } = message;
  const title = clean(rule.title, shape.most);
  return {
    headline: `[${alert.severity}] ${title}`,
    lead: leadOf(message),
    facts: [...headFacts(message, shape), ...(shape.values ? valueFacts(message, shape) : [])],
    lines: alert.samples.slice(0, shape.samples).map((sample) => sampleLine(sample, shape)),
    credits: [creditOf(rule, shape)],
  };
}

const STEPS: Readonly<Record<Step, string>> = {
  opened: 'A new alert',
  raised: 'Its severity has risen',
  grown: 'It goes on',
  acknowledged: 'Somebody looks after it',
  closed: 'It is closed',
  reopened: 'It is open again',
};

function leadOf({ step, alert }: AlertMessage): string {
  const why = step === 'closed' && alert.closeReason ? ` as ${alert.closeReason}` : '';
  return `${STEPS[step]}${why}: ${plural(alert.count, 'match', 'matches')}.`;
}

function headFacts({ alert, rule }: AlertMessage, { most }: Shape): readonly Fact[] {
  const reason = alert.severityReason ? ` (${clean(alert.severityReason, most)})` : '';
  return [
    { name: 'Severity', value: `${alert.severity}${reason}` },
    { name: 'State', value: alert.state },
    ...fact('Account', alert.account, most),
    ...fact('Actor', alert.actor, most),
    ...fact('System', alert.system, most),
    { name: 'First', value: clean(alert.first, most) },
    { name: 'Last', value: clean(alert.last, most) },
    { name: 'Alert', value: clean(alert.id, most) },
    { name: 'Rule', value: clean(rule.id, most) },
  ];
}

const MOST_FIELDS = 10;
const MOST_VALUES = 5;
const DESCRIPTION = 4;

function valueFacts({ alert, rule }: AlertMessage, { most }: Shape): readonly Fact[] {
  const group = Object.entries(alert.group).slice(0, MOST_FIELDS);
  const top = alert.top.slice(0, MOST_FIELDS);
  return [
    ...fact('What it sees', rule.description, most * DESCRIPTION),
    ...group.flatMap(([field, value]) => fact(`By ${clean(field, most)}`, value, most)),
    ...top.map(({ field, values }) => ({
      name: `Most ${clean(field, most)}`,
      value: values
        .slice(0, MOST_VALUES)
        .map(({ value, count }) => `${clean(value, most)} (${count})`)
        .join(', '),
    })),
    ...fact('Tags', rule.tags.slice(0, MOST_FIELDS).join(', '), most),
    ...fact('May be harmless', rule.falsepositives.slice(0, MOST_FIELDS).join('; '), most),
  ];
}

function fact(name: string, value: string | null | undefined, most: number): readonly Fact[] {
  const text = clean(value ?? '', most);
  return text === '' ? [] : [{ name, value: text }];
}

function sampleLine(sample: Sample, { most }: Shape): string {
  const { time, eventSource, eventName, account, region, sourceAddress, userAgent } = sample;
  const call = [eventSource, eventName].filter((part) => part !== null).join(' ');
  const from = sourceAddress === null ? null : `from ${sourceAddress}`;
  const error = sample.errorCode === null ? null : `error ${sample.errorCode}`;
  const parts = [time, call, account, region, from, userAgent, error, `event ${sample.eventId}`];
  return parts.flatMap((part) => clean(part ?? '', most) || []).join(', ');
}
