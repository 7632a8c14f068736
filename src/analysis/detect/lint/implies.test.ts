import { describe, expect, it } from 'vitest';
import { readRuleOf, readText, ruleOf } from '../sigma/reading.fixture.ts';
import { implies } from './implies.ts';
import { lintRules } from './lint.ts';

function condition(detection: string) {
  return readRuleOf(detection).condition;
}

function one(...items: readonly string[]): string {
  return `s:\n  ${items.join('\n  ')}\ncondition: s`;
}

describe('implies', () => {
  it.each([
    [one('eventName: A'), one('eventName: [A, B]')],
    [one('eventName: A', 'errorCode: X'), one('eventName: a')],
    [one('eventName: A'), one('EventName|startswith: a')],
    [one('errorCode: X'), one('errorCode|exists: true')],
    [one('errorCode|exists: false'), one('errorCode: null')],
    [one('errorCode: X'), 's: {errorCode|exists: false}\ncondition: not s'],
    [one('userAgent|contains|all: [x, y]'), one('userAgent|contains: x')],
    ['a: {eventName: A}\nb: {eventName: B}\ncondition: a or b', one('eventName: [A, B, C]')],
    [
      's: {eventName: A}\nf: {awsRegion: [x, y]}\ncondition: s and not f',
      's: {eventName: A}\nf: {awsRegion: x}\ncondition: s and not f',
    ],
    [one('awsRegion|neq: [x, y]'), one('awsRegion|neq: x')],
  ])('sees that %j implies %j', (narrow, wide) => {
    expect(implies(condition(narrow), condition(wide))).toBe(true);
  });

  it.each([
    [one('eventName: [A, B]'), one('eventName: A')],
    [one('eventName: A'), one('eventName: A', 'errorCode: X')],
    [one('eventName: A'), one('eventName|cased: A')],
    [one('errorCode: null'), one('errorCode|exists: false')],
    [one('requestParameters.a: X'), one('requestParameters.A: X')],
    [one('userAgent|contains: x'), one('userAgent|contains|all: [x, y]')],
    [
      's: {eventName: A}\nf: {awsRegion: x}\ncondition: s and not f',
      's: {eventName: A}\nf: {awsRegion: [x, y]}\ncondition: s and not f',
    ],
    [one('awsRegion|neq: x'), one('awsRegion|neq: [x, y]')],
  ])('does not say that %j implies %j', (one, other) => {
    expect(implies(condition(one), condition(other))).toBe(false);
  });
});

function overlaps(...detections: readonly string[]): readonly (string | null)[] {
  const rules = detections.map((one, at) => ruleOf(one).replace('A rule', `Rule ${at + 1}`));
  return lintRules(readText(rules.join('\n---\n')))
    .filter(({ code }) => code === 'overlap')
    .map(({ severity, title }) => `${severity} ${title}`);
}

describe('overlap of rules', () => {
  it('is told of the narrower rule, as a hint', () => {
    const wide = one('eventName: [DeleteTrail, StopLogging]');

    expect(overlaps(wide, one('eventName: StopLogging', 'errorCode|exists: false'))).toEqual([
      'hint Rule 2',
    ]);
  });

  it('is told once of two rules that match the same', () => {
    expect(overlaps(one('eventName: StopLogging'), one('eventName: stoplogging'))).toEqual([
      'warning Rule 2',
    ]);
  });

  it('is none between success and failure of a call', () => {
    const failed = one('eventName: StopLogging', 'errorCode|exists: true');

    expect(overlaps(one('eventName: StopLogging', 'errorCode|exists: false'), failed)).toEqual([]);
  });

  it('is none where the wider rule alerts on new values alone', () => {
    const narrowed = ruleOf(
      one('eventName: StopLogging'),
      'trailglass: {newTerms: {key: [awsRegion], value: [eventName], days: 30}}',
    );
    const all = `${narrowed}\n---\n${ruleOf(one('eventName: StopLogging', 'awsRegion: x')).replace('A rule', 'B')}`;

    expect(lintRules(readText(all)).filter(({ code }) => code === 'overlap')).toEqual([]);
  });
});
