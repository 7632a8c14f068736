import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readSigma } from '../../src/analysis/detect/sigma/index.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const folder = sharedPath('sigma', 'vectors');

function vectorsOf<V>(file: string): readonly V[] {
  return JSON.parse(readFileSync(`${folder}/${file}.json`, 'utf8')) as readonly V[];
}

describe.skipIf(!folder)(`whole documents${folder ? '' : ` (skipped: ${ABSENT})`}`, () => {
  it('are read or refused as is laid down', () => {
    interface DetectionVector {
      readonly name: string;
      readonly detection: unknown;
      readonly placeholders: Readonly<Record<string, readonly string[]>> | null;
      readonly expected: boolean | 'error';
    }

    for (const { name, detection, placeholders, expected } of vectorsOf<DetectionVector>(
      'handmade_detection',
    )) {
      const text = stringify({ title: name, logsource: {}, detection });

      const { rules, refused } = readSigma([{ file: 'a.yml', text }], {
        placeholders: placeholders ?? {},
      });

      const counts = expected === 'error' ? [0, 1] : [1, 0];
      expect([rules.length, refused.length], name).toEqual(counts);
    }
  });

  it('are read with the correlations over them', () => {
    interface CorrelationVector {
      readonly name: string;
      readonly rules_yaml: string;
    }

    for (const { name, rules_yaml } of vectorsOf<CorrelationVector>('handmade_correlations')) {
      const { correlations, refused } = readSigma([{ file: 'a.yml', text: rules_yaml }]);

      expect(refused, name).toEqual([]);
      expect(correlations.length, name).toBeGreaterThan(0);
    }
  });

  it.each(['event_match_rsigma', 'event_match_sigma_rust'])(
    'of %s are read, but for those of a later version',
    (file) => {
      interface EventVector {
        readonly test: string;
        readonly rules_yaml: string;
      }

      const others = vectorsOf<EventVector>(file).filter(
        ({ rules_yaml }) => isRefused(rules_yaml) !== /sigma-version: 3/.test(rules_yaml),
      );

      expect(others.map(({ test }) => test)).toEqual([]);
    },
  );
});

function isRefused(text: string): boolean {
  return readSigma([{ file: 'a.yml', text }], { accepts: () => true }).refused.length > 0;
}
