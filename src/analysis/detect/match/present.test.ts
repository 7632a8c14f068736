import { describe, expect, it } from 'vitest';
import { eventsOf } from './present.ts';

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
