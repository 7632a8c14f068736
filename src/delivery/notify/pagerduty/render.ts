import type { AlertMessage, Level } from '../../../analysis/detect/index.ts';
import { cutUnits } from '../clean.ts';
import { type Letter, letterOf } from '../letter.ts';
import type { Notice } from '../notice.ts';
import { fitted, jsonBytes } from '../shape.ts';

/** 512 KB; and no more than anybody reads. */
const LIMIT = 100_000;
const SUMMARY = 1024;
const KEY = 255;

const SEVERITIES: Readonly<Record<Level, 'critical' | 'error' | 'warning' | 'info'>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  informational: 'info',
};

const ACTIONS: Readonly<
  Record<AlertMessage['alert']['state'], 'trigger' | 'acknowledge' | 'resolve'>
> = { open: 'trigger', acknowledged: 'acknowledge', snoozed: 'acknowledge', closed: 'resolve' };

/** An event of Events API v2, without its routing key; one incident an alert, with the alert's state. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
  readonly payload: object;
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

export function render(notice: Notice, short: boolean): PagerDutyEvent {
  return fitted({
    render: (shape) => eventOf(letterOf(notice, shape)),
    sizeOf: jsonBytes,
    limit: LIMIT,
    short,
  });
}

function eventOf(letter: Letter): PagerDutyEvent {
  const { thread, state, severity, headline, lead, facts, lines, credits } = letter;
  const account = facts.find(({ name }) => name === 'Account')?.value;
  return {
    event_action: ACTIONS[state],
    dedup_key: cutUnits(thread, KEY),
    payload: {
      summary: cutUnits(`${headline}. ${lead}`, SUMMARY),
      source: account === undefined ? 'trailglass' : `AWS account ${account}`,
      severity: SEVERITIES[severity],
      component: 'trailglass',
      custom_details: {
        ...Object.fromEntries(facts.map(({ name, value }) => [name, value])),
        Events: lines,
        Credits: credits.map(({ text, link }) => (link === undefined ? text : `${text}, ${link}`)),
      },
    },
    links: credits.flatMap(({ link }) =>
      link === undefined ? [] : [{ href: link, text: 'About the rule' }],
    ),
  };
}
