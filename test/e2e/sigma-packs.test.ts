import { describe, expect, it } from 'vitest';
import { readSigmaFolder } from '../../src/analysis/detect/sigma/index.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const sigmahq = sharedPath('sigma', 'sigmahq');
const suzaku = sharedPath('sigma', 'suzaku');

describe.skipIf(!sigmahq || !suzaku)(`rule packs${sigmahq ? '' : ` (skipped: ${ABSENT})`}`, () => {
  it('reads all of the first but what Sigma itself calls unsupported, and says why', () => {
    const { rules, correlations, refused, foreign } = readSigmaFolder(sigmahq ?? '');

    const reasons = Object.groupBy(refused, ({ reason }) => reason);
    const counts = Object.entries(reasons).map(([reason, some = []]) => [reason, some.length]);
    expect(rules).toHaveLength(57);
    expect(correlations).toEqual([]);
    expect(foreign).toBe(0);
    expect(Object.fromEntries(counts)).toEqual({
      'A condition with | counts or orders events: that is what correlations do.': 7,
      'There is no list for the placeholder %Legitimate_Countries%.': 1,
      'timeframe counts over time: that is what correlations do.': 1,
    });
    expect(refused.filter(({ place }) => place.file.startsWith('unsupported/'))).toHaveLength(8);
  });

  it('reads the rule with a placeholder once there are its lists', () => {
    const { rules } = readSigmaFolder(sigmahq ?? '', {
      placeholders: { Legitimate_Countries: ['Germany'], Legitimate_IP_Ranges: ['192.0.2.*'] },
    });

    expect(rules).toHaveLength(58);
  });

  it('reads all of the second, where correlations name rules by their titles', () => {
    const { rules, correlations, refused, foreign } = readSigmaFolder(suzaku ?? '', {
      pack: 'suzaku',
    });

    const ids = new Set(rules.map(({ id }) => id));
    expect(rules).toHaveLength(740);
    expect(correlations).toHaveLength(5);
    expect([refused, foreign]).toEqual([[], 0]);
    expect(correlations.flatMap((one) => one.rules).filter((id) => !ids.has(id))).toEqual([]);
    expect(ids.size).toBe(740);
    expect([...ids].filter((id) => id.endsWith('#2'))).toHaveLength(1);
  });

  it('counts the levels as the files have them', () => {
    const { rules, correlations } = readSigmaFolder(suzaku ?? '');

    const groups = Object.groupBy([...rules, ...correlations], ({ level }) => level);
    const counts = Object.entries(groups).map(([level, some = []]) => [level, some.length]);
    expect(Object.fromEntries(counts)).toEqual({
      critical: 3,
      high: 88,
      medium: 193,
      low: 122,
      informational: 339,
    });
  });
});
