import { describe, expect, it } from 'vitest';
import type { OwnKeys } from '../model.ts';
import { readText, ruleOf } from '../reading.fixture.ts';

const DETECTION = 'sel_a: {f: a}\nsel_b: {f: b}\ncondition: sel_a';

function readOwn(keys: string): OwnKeys | undefined {
  return readText(ruleOf(DETECTION, `trailglass: ${keys}`)).rules[0]?.own;
}

function refuse(keys: string) {
  return readText(ruleOf(DETECTION, `trailglass: ${keys}`)).refused[0];
}

describe('our own keys', () => {
  it.each([
    ['', {}],
    ['{}', {}],
    ['{group: [principal, asn]}', { group: ['principal', 'asn'] }],
    ['{group: principal}', { group: ['principal'] }],
    ['{window: 24h}', { window: 86_400 }],
    ['{window: 10m}', { window: 600 }],
    ['{window: 30d}', { window: 2_592_000 }],
    ['{window: 2w}', { window: 1_209_600 }],
    ['{threshold: {count: 5}}', { threshold: { count: 5 } }],
    [
      '{threshold: {distinct: {field: awsRegion, count: 3}}}',
      { threshold: { distinct: { field: 'awsRegion', count: 3 } } },
    ],
    [
      '{newTerms: {key: [principal], value: [eventSource, eventName], days: 30}}',
      { newTerms: { key: ['principal'], value: ['eventSource', 'eventName'], days: 30 } },
    ],
    ['{sql: "SELECT 1", every: 1h}', { sql: 'SELECT 1', every: 3600 }],
    ['{needs: [management, data]}', { needs: ['management', 'data'] }],
  ])('%s', (keys, own) => {
    expect(readOwn(keys)).toEqual(own);
  });

  it('has selections in the place of their names, which then are not unused', () => {
    const text = ruleOf(
      DETECTION,
      'trailglass: {absence: {after: sel_a, without: sel_b, within: 10m, same: [f]}}',
    );

    const [rule] = readText(text).rules;

    expect(rule?.own.absence).toMatchObject({
      after: { is: 'selection', name: 'sel_a', of: { is: 'item' } },
      without: { is: 'selection', name: 'sel_b', of: { is: 'item' } },
      within: 600,
      same: ['f'],
    });
    expect(rule?.unused).toEqual([]);
    expect(rule?.warnings).toEqual([]);
  });

  it.each([
    ['{treshold: {count: 5}}', 'trailglass has no key treshold. Did you mean threshold?'],
    [
      '{newTerms: {keys: [a], value: [b], days: 1}}',
      expect.stringContaining('trailglass.newTerms'),
    ],
    ['{window: 10}', expect.stringContaining('trailglass.window')],
    ['{window: 10M}', 'trailglass.window: write a time as 30s, 10m, 24h, 7d or 2w.'],
    ['{window: 0m}', 'trailglass.window: write a time as 30s, 10m, 24h, 7d or 2w.'],
    ['{threshold: {count: 0}}', expect.stringContaining('trailglass.threshold')],
    ['{threshold: {count: many}}', expect.stringContaining('trailglass.threshold')],
    ['{needs: [everything]}', expect.stringContaining('trailglass.needs.0')],
    ['{every: 1h}', 'trailglass.every says how often sql runs, and there is no sql.'],
    [
      '{absence: {after: sel_z, without: sel_b, within: 10m}}',
      'There is no selection sel_z. Did you mean sel_a?',
    ],
    ['[a]', 'trailglass is no map.'],
  ])('refuses %s', (keys, reason) => {
    expect(refuse(keys)?.reason).toEqual(reason);
  });

  it('names the key that was meant within a key', () => {
    const reason = refuse(
      '{absence: {after: sel_a, without: sel_b, within: 1h, sames: [f]}}',
    )?.reason;

    expect(reason).toBe('trailglass.absence has no key sames. Did you mean same?');
  });

  it('says at which line', () => {
    const found = refuse(
      '\n  group: [a]\n  newTerms:\n    key: [a]\n    value: [b]\n    days: soon',
    );

    expect(found).toMatchObject({ place: { line: 13 }, title: 'A rule' });
    expect(found?.reason).toContain('trailglass.newTerms.days');
  });
});
