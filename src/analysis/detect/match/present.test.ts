import { describe, expect, it } from 'vitest';
import { eventsOf, mostMatches } from './present.ts';

const PRESENT = new Map([
  [
    'getuser',
    new Map([
      ['iam.amazonaws.com', 3],
      ['sso.amazonaws.com', 4],
    ]),
  ],
]);

describe('the events of a name', () => {
  it.each([
    ['of one source', { name: 'getuser', source: 'iam.amazonaws.com' }, 3],
    ['of every source', { name: 'getuser' }, 7],
    ['of a source that has none', { name: 'getuser', source: 's3.amazonaws.com' }, 0],
    ['that does not occur', { name: 'putuser' }, 0],
  ])('%s are counted', (_, known, expected) => {
    const events = eventsOf(known, PRESENT);

    expect(events).toBe(expected);
  });
});

it('the matches of a pass are no more than its names have events, and all events for a rule without a name', () => {
  const candidate = { name: 'getuser', number: 0, class: 0 };
  const single = {
    number: 1,
    condition: { is: 'boolean', value: true, span: { start: 0, end: 0 } },
  } as const;
  const pass = {
    candidates: [
      candidate,
      { ...candidate, source: 'iam.amazonaws.com' },
      { ...candidate, name: 'putuser' },
    ],
    singles: [single, single],
  };

  const most = mostMatches(pass, new Map([...PRESENT, ['putuser', new Map([['', 1]])]]));

  expect(most).toBe(7 + 3 + 1 + 2 * 8);
});
