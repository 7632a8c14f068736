import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readSigma } from '../../src/analysis/detect/sigma/index.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const folder = sharedPath('sigma', 'vectors');

function vectorsOf<V>(file: string): readonly V[] {
  return JSON.parse(readFileSync(`${folder}/${file}.json`, 'utf8')) as readonly V[];
}

const anySource = () => true;

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

      const isRefused = expected === 'error';
      expect([rules.length, refused.length], name).toEqual(isRefused ? [0, 1] : [1, 0]);
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
        readonly sigma_version_3?: boolean;
      }

      for (const { test, rules_yaml } of vectorsOf<EventVector>(file)) {
        const { refused } = readSigma([{ file: 'a.yml', text: rules_yaml }], {
          accepts: anySource,
        });

        const isLater = /sigma-version: 3/.test(rules_yaml);
        const later = refused.filter(({ reason }) => reason.includes('sigma-version'));
        if (isLater) expect(later.length, test).toBeGreaterThan(0);
        else expect(refused, test).toEqual([]);
      }
    },
  );
});
