import { describe, expect, it } from 'vitest';
import { folderWith, withEnv } from '../../base/config/folder.fixture.ts';
import type { NotifySettings } from '../../base/config/index.ts';
import { loadConfig } from '../../base/config/index.ts';
import { alertMessage } from './message.fixture.ts';
import { destinationsOf } from './routes.ts';

/** A Monday. */
const NOON = Date.parse('2026-06-01T12:00:00Z');

/** Settings as a file would give them, with the sinks `a`, `b` and `c`. */
function settings(...routes: readonly string[]): NotifySettings {
  const sinks = '{ a: { type: stdout }, b: { type: stdout }, c: { type: stdout } }';
  const lines = routes.map((route) => `    - ${route}`);
  const list = lines.length > 0 ? ['  routes:', ...lines] : [];
  const text = ['notify:', `  sinks: ${sinks}`, ...list, ''].join('\n');
  const cwd = folderWith({ 'trailglass.yaml': text });
  return loadConfig({}, withEnv({ HOME: '/home/somebody' }), cwd).config.notify;
}

const names = (notify: NotifySettings, message = alertMessage(), now = NOON) =>
  destinationsOf(message, notify, now).map(({ sink }) => sink);

describe('routes', () => {
  it('where there is none, every sink is told', () => {
    expect(names(settings())).toEqual(['a', 'b', 'c']);
  });

  it('end at the first that matches', () => {
    const notify = settings(
      '{ to: [a], when: { severity: critical } }',
      '{ to: [b], when: { severity: medium } }',
      '{ to: [c] }',
    );

    expect(names(notify)).toEqual(['b']);
  });

  it('go on after one that says so', () => {
    const notify = settings('{ to: [a], continue: true }', '{ to: [b, a] }', '{ to: [c] }');

    expect(names(notify)).toEqual(['a', 'b']);
  });

  it('lead nowhere when none matches', () => {
    expect(names(settings('{ to: [a], when: { severity: critical } }'))).toEqual([]);
  });

  it.each([
    ["{ accounts: ['111122223333'] }", true],
    ["{ accounts: ['444455556666'] }", false],
    ['{ systems: [con*] }', true],
    ['{ systems: [Consol] }', false],
    ['{ rules: [rule-1] }', true],
    ["{ rules: ['trail *'] }", true],
    ["{ rules: ['trail'] }", false],
    ['{ tags: [attack.t1562.*] }', true],
    ['{ tags: [attack.t1562] }', false],
    ["{ severity: high, accounts: ['444455556666'] }", false],
  ])('match %s: %s', (when, matches) => {
    expect(names(settings(`{ to: [a], when: ${when} }`))).toEqual(matches ? ['a'] : []);
  });

  it('lead an alert of a staged rule into digests alone', () => {
    const notify = settings(
      '{ to: [a], when: { severity: high } }',
      '{ to: [b], digest: { every: 1h } }',
      '{ to: [c] }',
    );

    const told = [names(notify), names(notify, alertMessage({ alert: { staged: true } }))];

    expect(told).toEqual([['a'], ['b']]);
  });

  it('that are none tell nobody of an alert of a staged rule', () => {
    expect(names(settings(), alertMessage({ alert: { staged: true } }))).toEqual([]);
  });

  it('of a system match no alert without one', () => {
    const message = alertMessage({ alert: { system: null } });

    expect(names(settings("{ to: [a], when: { systems: ['*'] } }"), message)).toEqual([]);
  });

  it.each([
    ['{ from: "12:00", to: "13:00" }', '2026-06-01T12:00:00Z', true],
    ['{ from: "11:00", to: "12:00" }', '2026-06-01T12:00:00Z', false],
    ['{ from: "22:00", to: "06:00" }', '2026-06-01T23:00:00Z', true],
    ['{ from: "22:00", to: "06:00" }', '2026-06-01T05:59:00Z', true],
    ['{ from: "22:00", to: "06:00" }', '2026-06-01T06:00:00Z', false],
    ['{ weekdays: [Mon] }', '2026-06-01T23:59:00Z', true],
    ['{ weekdays: [Mon] }', '2026-06-02T00:00:00Z', false],
    ['{ weekdays: [Tue], zone: Asia/Tokyo }', '2026-06-01T15:00:00Z', true],
    ['{ from: "08:00", to: "09:00", zone: Europe/Berlin }', '2026-06-01T06:30:00Z', true],
    ['{ from: "08:00", to: "09:00", zone: Europe/Berlin }', '2026-12-01T06:30:00Z', false],
  ])('within %s at %s: %s', (hours, at, matches) => {
    const notify = settings(`{ to: [a], when: { hours: ${hours} } }`);

    expect(names(notify, alertMessage(), Date.parse(at))).toEqual(matches ? ['a'] : []);
  });
});
