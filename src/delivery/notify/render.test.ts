import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render as email } from './email/render.ts';
import { render as eventbridge } from './eventbridge/render.ts';
import { render as file } from './file/render.ts';
import { render as github } from './github/render.ts';
import { filledNotice, HOSTILE, wildNotice } from './hostile.fixture.ts';
import { render as jira } from './jira/render.ts';
import { alertNotice, sample } from './message.fixture.ts';
import type { Notice } from './notice.ts';
import { render as opsgenie } from './opsgenie/render.ts';
import { render as pagerduty } from './pagerduty/render.ts';
import { render as slack } from './slack/render.ts';
import { fifoParts, render as sns } from './sns/render.ts';
import { render as stdout } from './stdout/render.ts';
import { render as teams } from './teams/render.ts';
import { render as webhook } from './webhook/render.ts';

const json = (value: unknown) => JSON.stringify(value);
const bytes = (value: unknown) => Buffer.byteLength(json(value));

/** What each sink gets, as text. */
const TEXTS: Readonly<Record<string, (notice: Notice, short?: boolean) => string>> = {
  slack: (notice, short = false) => json(slack(notice, short)),
  teams: (notice, short = false) => json(teams(notice, short)),
  email: (notice, short = false) => Object.values(email(notice, short)).join('\n'),
  webhook: (notice, short = false) => webhook(notice, short),
  sns: (notice, short = false) => json(sns(notice, short)),
  eventbridge: (notice, short = false) => json(eventbridge(notice, short)),
  pagerduty: (notice, short = false) => json(pagerduty(notice, short)),
  opsgenie: (notice, short = false) => json(opsgenie(notice, short)),
  'jira of the cloud': (notice, short = false) => json(jira(notice, 'cloud', short)),
  'jira data center': (notice, short = false) => json(jira(notice, 'datacenter', short)),
  github: (notice, short = false) => json(github(notice, short)),
  file: (notice) => file(notice),
  stdout: (notice) => stdout(notice),
};

/** The limits of the services, by their own measure (see the notes at each `render.ts`). */
const LIMITS: Readonly<
  Record<string, (notice: Notice) => readonly [size: number, most: number][]>
> = {
  slack: (notice) => {
    const { blocks, text } = slack(notice, false);
    return [
      [json(blocks).length, 13_200],
      [text.length, 3000],
    ];
  },
  teams: (notice) => [[bytes(teams(notice, false)), 18_000]],
  email: (notice) => [[[...email(notice, false).subject].length, 200]],
  sns: (notice) => {
    const { Message, Subject, MessageAttributes } = sns(notice, false);
    const { MessageGroupId, MessageDeduplicationId } = fifoParts(notice);
    return [
      [Buffer.byteLength(Message) + bytes(MessageAttributes), 262_144],
      [Subject.length, 99],
      [MessageGroupId.length, 128],
      [MessageDeduplicationId.length, 128],
    ];
  },
  eventbridge: (notice) => {
    const { Source, DetailType, Detail } = eventbridge(notice, false);
    return [[14 + [Source, DetailType, Detail].join('').length * 4, 4 * 256_000 + 14]];
  },
  pagerduty: (notice) => {
    const event = pagerduty(notice, false);
    const { summary } = event.payload as { readonly summary: string };
    return [
      [bytes(event), 512_000],
      [summary.length, 1024],
      [event.dedup_key.length, 255],
    ];
  },
  opsgenie: (notice) => {
    const { message, alias, description } = opsgenie(notice, false);
    return [
      [message.length, 130],
      [alias.length, 512],
      [description.length, 15_000],
    ];
  },
  jira: (notice) =>
    (['cloud', 'datacenter'] as const).flatMap((flavour): [number, number][] => {
      const { summary, body } = jira(notice, flavour, false);
      return [
        [summary.length, 255],
        [(typeof body === 'string' ? body : json(body)).length, 32_767],
      ];
    }),
  github: (notice) => {
    const { title, body } = github(notice, false);
    return [
      [title.length, 256],
      [body.length, 65_536],
    ];
  },
  webhook: (notice) => [[Buffer.byteLength(webhook(notice, false)), 256_000]],
};

describe.each(Object.keys(LIMITS))('what %s gets', (name) => {
  it('keeps to the limits of the service, whatever the values', () => {
    fc.assert(
      fc.property(wildNotice, (notice) => {
        for (const [size, most] of LIMITS[name]?.(notice) ?? []) {
          expect(size).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 25 },
    );
  });
});

// What steers a terminal or turns the direction of text. JSON would escape some: both forms are looked for.
const UNSAFE = /[^\P{Cc}\n]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const ESCAPED = /\\u(?:00[01]|20[026]|feff|d[89a-f])/i;

describe.each(Object.keys(TEXTS))('the text for %s', (name) => {
  const textOf = (notice: Notice, short?: boolean) => TEXTS[name]?.(notice, short) ?? '';

  it.each(HOSTILE.map((text) => [text]))('has nothing that steers or hides: %j', (hostile) => {
    const text = textOf(filledNotice(hostile));

    expect(text).not.toMatch(UNSAFE);
    expect(text).not.toMatch(ESCAPED);
    expect(text.isWellFormed()).toBe(true);
  });

  it.each([false, true])('names author, licence and link of the rule (short: %s)', (short) => {
    const text = textOf(alertNotice(), short).replaceAll('\\', '');

    expect(text).toContain('Ana Example');
    expect(text).toContain('DRL-1.1');
    expect(text).toContain('rules.example.com/trail-stopped');
  });

  it('names them in a digest too', () => {
    const { message } = alertNotice() as Extract<Notice, { is: 'alert' }>;
    const { alert, rule } = message;
    const entry = { ...alert, alertId: alert.id, rule };

    const text = textOf({ is: 'digest', id: 'd1', entries: [entry], at: alert.last });

    expect(text).toContain('Ana Example');
    expect(text.replaceAll('\\', '')).toContain('rules.example.com/trail-stopped');
  });

  it('has no samples where it has to be short', () => {
    const sampled = alertNotice({ alert: { samples: [sample('sampledEvent')] } });

    const [full, short] = [textOf(sampled), textOf(sampled, true)];

    expect(full).toContain('sampledEvent');
    expect(short.includes('sampledEvent')).toBe(['file', 'stdout'].includes(name));
  });
});
