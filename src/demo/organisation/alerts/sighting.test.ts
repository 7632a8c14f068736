import { expect, test } from 'vitest';
import { alertsOf, isSpoken, type Sighting } from './sighting.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

function seen(minute: number, more: Partial<Sighting> = {}): Sighting {
  return {
    ...{ name: 'consoleWrite', because: 'console', actor: 'ann@example.com' },
    ...{ account: '111122223333', at: minute * MINUTE, eventID: `e${minute}` },
    ...more,
  };
}

test('what a person does within an hour is one alert', () => {
  const alerts = alertsOf([seen(70), seen(0), seen(59)]);

  expect(alerts.map(({ matches, eventIDs }) => [matches, eventIDs])).toEqual([
    [2, ['e0', 'e59']],
    [1, ['e70']],
  ]);
});

test('another actor, account or rule is another alert', () => {
  const alerts = alertsOf([
    seen(0),
    seen(1, { actor: 'ben@example.com' }),
    seen(2, { account: '444455556666' }),
    seen(3, { name: 'logGroupCut' }),
  ]);

  expect(alerts).toHaveLength(4);
});

test('a rule of news keeps silent for two weeks, others speak at once', () => {
  const starts = { '111122223333': 0 };
  const at = (time: number, name: Sighting['name']) =>
    isSpoken(seen(0, { name, at: time }), starts);

  expect(at(14 * DAY - 1, 'systemNewAction')).toBe(false);
  expect(at(14 * DAY, 'systemNewAction')).toBe(true);
  expect(at(0, 'consoleWrite')).toBe(true);
});
