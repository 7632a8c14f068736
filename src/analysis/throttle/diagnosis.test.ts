import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnosis.ts';
import { aBucket, aCaller } from './parties.fixture.ts';
import { secondsOf, seenThrough } from './seconds.fixture.ts';
import { sum, throttledOf } from './tick.ts';

const READS = { size: 100, refill: 20 };
const POLLS = Array.from({ length: 60 }, (_, at) => ({ at, calls: at % 15 < 6 ? 60 : 2 }));
const LEGACY = 'Boto3/1.34.0 m/D';

describe('a diagnosis', () => {
  it("believes AWS's numbers where they tell what was seen, and replays through them", () => {
    const ticks = seenThrough(READS, POLLS);
    const throttled = sum(ticks.map(throttledOf));

    const found = diagnose({
      ...{ bucket: aBucket({ throttled }), ticks, unfiltered: [0] },
      callers: [aCaller({ near: 1500, throttled })],
    });

    expect(found).toMatchObject({ verdict: 'self', assumed: 'known' });
    expect(found.known).toEqual({
      ...READS,
      ...{ seen: throttled, simulated: throttled, matched: throttled },
    });
    expect(found.remedies[0]).toMatchObject({ kind: 'thin', every: 2, before: throttled });
  });

  it('fits a smaller bucket where they do not', () => {
    const ticks = seenThrough({ size: 10, refill: 2 }, POLLS);

    const { known, fitted, assumed } = diagnose({
      ...{ bucket: aBucket(), ticks, unfiltered: [0] },
      callers: [aCaller()],
    });

    expect(assumed).toBe('fitted');
    expect(fitted?.matched).toBeGreaterThan(known?.matched ?? 0);
  });

  it('replays nothing when no bucket tells what was seen', () => {
    const ticks = secondsOf(0, [0, 0, 9], [1, 90, 0], [2, 0, 9], [3, 90, 0], [4, 0, 9], [5, 90, 0]);

    const found = diagnose({ bucket: aBucket(), ticks, unfiltered: [0], callers: [aCaller()] });

    expect(found.assumed).toBeUndefined();
    expect(found.remedies).toEqual([]);
  });

  it('advises on parallel runs, retries, filters, several of a kind and vain polling', () => {
    const exporter = { system: 'Monitoring', component: 'YACE', agent: LEGACY };
    const callers = [
      aCaller({ near: 90, agent: 'APN/1.0 HashiCorp/1.0 Terraform/1.12.2' }),
      aCaller({ ...exporter, principal: 'a', near: 40, ok: 30 }),
      aCaller({ ...exporter, principal: 'b', near: 20, ok: 0, minutes: 5 }),
    ];
    const ticks = secondsOf(1, [100, 0, 9]);

    const { advice } = diagnose({ bucket: aBucket(), callers, ticks, unfiltered: [0, 30, 0] });

    expect(advice).toEqual([
      expect.stringContaining('terraform -parallelism=N'),
      expect.stringContaining('YACE (legacy)'),
      expect.stringContaining('YACE calls DescribeInstances without a filter'),
      expect.stringContaining('2 principals run YACE'),
      expect.stringContaining('None of the calls of YACE succeeds'),
    ]);
  });
});
