import { describe, expect, it } from 'vitest';
import type { Step } from '../../analysis/detect/index.ts';
import { type Letter, letterOf } from './letter.ts';
import { alertMessage, alertNotice } from './message.fixture.ts';
import type { Notice } from './notice.ts';
import { SHAPES, type Shape } from './shape.ts';

const FULL: Shape = { samples: 5, values: true, entries: 100, most: 256 };

const letter = (notice: Notice, shape = FULL): Letter => letterOf(notice, shape);
const factsOf = ({ facts }: Letter) =>
  Object.fromEntries(facts.map((one) => [one.name, one.value]));

describe('a letter of an alert', () => {
  it('has what a person needs to judge it', () => {
    const { headline, lead, lines, ...rest } = letter(
      alertNotice({ alert: { severityReason: 'root: one up' } }),
    );

    expect(headline).toBe('[high] Trail stopped');
    expect(lead).toBe('A new alert: 2 matches.');
    expect(factsOf({ headline, lead, lines, ...rest })).toMatchObject({
      Severity: 'high (root: one up)',
      Account: '111122223333',
      Actor: 'arn:aws:iam::111122223333:user/ana',
      System: 'Console',
      'By eventName': 'StopLogging',
      'Most region': 'eu-west-1 (2)',
      Tags: 'attack.t1562.008',
      'May be harmless': 'Maintenance',
    });
    expect(lines[0]).toBe(
      '2026-06-01T10:00:00Z, cloudtrail.amazonaws.com StopLogging, 111122223333, eu-west-1, from 192.0.2.7, aws-cli/2.17.0, event e1',
    );
  });

  it.each<[Step, string]>([
    ['raised', 'Its severity has risen: 1 match.'],
    ['grown', 'It goes on: 1 match.'],
    ['acknowledged', 'Somebody looks after it: 1 match.'],
    ['closed', 'It is closed as benign: 1 match.'],
    ['reopened', 'It is open again: 1 match.'],
  ])('says what has happened when it was %s', (step, lead) => {
    const alert = { count: 1, closeReason: 'benign' } as const;

    expect(letter(alertNotice({ step, alert })).lead).toBe(lead);
  });

  it('leaves out what nobody knows', () => {
    const alert = { account: null, actor: null, system: null, group: { region: null }, top: [] };

    const names = Object.keys(factsOf(letter(alertNotice({ alert }))));

    expect(names).not.toContain('Account');
    expect(names).not.toContain('By region');
  });

  it('loses samples first, then values, never who made the rule', () => {
    const letters = SHAPES.map((shape) => letter(alertNotice(), shape));

    const firstWithoutSamples = letters.findIndex(({ lines }) => lines.length === 0);
    const firstWithoutValues = letters.findIndex((one) => !('Tags' in factsOf(one)));
    expect(firstWithoutSamples).toBeLessThan(firstWithoutValues);
    for (const { credits } of letters) {
      expect(credits[0]?.text).toContain('by Ana Example, licence DRL-1.1');
      expect(credits[0]?.link).toBe('https://rules.example.com/trail-stopped');
    }
  });
});

describe('a letter of a digest', () => {
  const { alert, rule } = alertMessage();
  const entries = Array.from({ length: 7 }, (_, n) => ({
    ...alert,
    alertId: `a${n}`,
    rule: { ...rule, id: `r${n % 2}` },
  }));
  const digest: Notice = { is: 'digest', id: 'd', entries, at: alert.last };

  it('has a line an alert, and names each rule once', () => {
    const { headline, lead, lines, credits } = letter(digest);

    expect(headline).toBe('Digest: 7 alerts');
    expect(lead).toBe('7 high');
    expect(lines).toHaveLength(7);
    expect(credits).toHaveLength(2);
  });

  it('says how many it does not show', () => {
    const { lines } = letter(digest, { ...FULL, entries: 5 });

    expect(lines.at(-1)).toBe('and 2 more alerts');
  });
});

it('a letter of trouble names the sink and the reason', () => {
  const { headline, lead } = letter({
    is: 'trouble',
    id: 't',
    sink: 'soc',
    reason: 'HTTP 401',
    at: '',
  });

  expect(headline).toBe('The sink soc does not work');
  expect(lead).toContain('HTTP 401');
});
