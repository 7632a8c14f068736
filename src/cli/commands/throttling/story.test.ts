import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../analysis/throttle/diagnosis.ts';
import { aBucket, aCaller } from '../../../analysis/throttle/parties.fixture.ts';
import { seenThrough } from '../../../analysis/throttle/seconds.fixture.ts';
import { screen } from '../../terminal/output.fixture.ts';
import { storyOf } from './story.ts';

const bucket = aBucket({ service: 'ssm.amazonaws.com', api: 'PutParameter', throttled: 22 });
const burst = Array.from({ length: 10 }, (_, second) => ({ at: 100 + second, calls: 6 }));

describe('the story of a bucket', () => {
  it('says who, since when, how much, and what would help', () => {
    const found = diagnose({
      ...{ bucket, ticks: seenThrough({ size: 20, refill: 2 }, burst), unfiltered: [0, 0] },
      callers: [
        aCaller({ near: 60, throttled: 22 }),
        aCaller({ component: 'Report', near: 2, throttled: 0 }),
      ],
    });

    expect(storyOf(found, 1, screen().out).trimEnd().split('\n')).toEqual([
      '1. ssm PutParameter  111122223333 eu-west-1',
      '   At least 22 of 62 calls throttled (35 %), in 1 minute from 1970-01-01 00:01:40 to 00:01:49 UTC.',
      '   Terraform throttles itself: it made 97 % of the calls around the throttles and took all the throttles.',
      '   It begins at 2.8 calls a second, counted over the ten seconds to a first throttle.',
      expect.stringContaining(
        '   Retry storm: Terraform was throttled more than it passed in 1 spell',
      ),
      '',
      'caller     calls  share  throttled  share  system    principal    client',
      '─────────  ─────  ─────  ─────────  ─────  ────────  ───────────  ──────',
      'Terraform     60   97 %         22  100 %  Pipeline  role/deploy  ',
      'Report         2    3 %          0    0 %  Pipeline  role/deploy  ',
      '',
      '   Bucket that fits: 20 tokens, 2 a second; replayed, 22 throttles (seen: 22), 22 in the right second.',
      '   What would help, replayed through 20 tokens and 2 a second (22 throttles):',
      '      Terraform calls PutParameter 60 times a minute: halving that removes 100 % of the throttles, 0 are left.',
      '      at most 3 calls a second removes 91 % of the throttles, 2 are left; calls wait up to 11 s.',
      '   terraform -parallelism=N makes fewer calls at once; without it there are 10.',
    ]);
  });

  it.each([
    [
      'Terraform throttles itself and others: it made 70 % of the calls',
      [
        [70, 30],
        [30, 20],
      ],
    ],
    [
      'and took only 20 % of the throttles',
      [
        [70, 5],
        [30, 20],
      ],
    ],
    [
      'It hits Report (20 of its 30 calls).',
      [
        [70, 5],
        [30, 20],
      ],
    ],
    [
      'Nobody causes it alone: Terraform called most',
      [
        [30, 20],
        [29, 1],
        [28, 1],
        [13, 0],
      ],
    ],
  ] as const)('says: %s', (text, counts) => {
    const callers = counts.map(([near, throttled], place) =>
      aCaller({ near, throttled, component: place === 0 ? 'Terraform' : 'Report' }),
    );

    const found = diagnose({ bucket, ticks: [], unfiltered: [], callers });

    expect(storyOf(found, 1, screen().out)).toContain(text);
  });
});
