import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { makePlace } from '../e2e/small-lake.fixture.ts';
import { askVectors } from './vector-lake.fixture.ts';

const VECTORS = sharedPath('sigma', 'vectors');
const places = [makePlace(), makePlace(), makePlace()];
afterAll(() => {
  for (const { remove } of places) remove();
});

interface Handmade {
  readonly name: string;
  readonly detection: unknown;
  readonly event: Readonly<Record<string, unknown>>;
  readonly placeholders: Readonly<Record<string, readonly string[]>> | null;
  readonly expected: boolean | 'error';
}

interface Foreign {
  readonly test: string;
  readonly rules_yaml: string;
  readonly event: Readonly<Record<string, unknown>>;
  readonly expected_matches: number | string;
  readonly sigma_version_3: boolean;
}

const FROM_EVENT =
  'a placeholder stands for a list of the configuration: specification, "Placeholders"; rsigma also takes fields of the event';

/** Where we answer otherwise on purpose, and why; each must differ. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'exists true on JSON null: present':
    'a column cannot tell null from missing: design.md; Sigma specification, "Field Existence"',
  'test_match_null_fields 26':
    'null is a field that is missing or null: specification, "Null values"; this engine has it only of fields that are there',
  'test_expand_modifier_yaml 21': FROM_EVENT,
  'test_expand_modifier_multiple_placeholders 23': FROM_EVENT,
};

/** Names of those that differ where they should not, and of those that should and do not. */
function surprises(
  answers: readonly { readonly name: string; readonly isRight: boolean; readonly got: unknown }[],
) {
  return answers
    .filter(({ name, isRight }) => isRight === name in OTHERWISE)
    .map(({ name, got }) => `${name}: ${JSON.stringify(got)}`);
}

function read<Case>(file: string): readonly Case[] {
  return JSON.parse(readFileSync(`${VECTORS}/${file}`, 'utf8')) as readonly Case[];
}

describe.skipIf(!VECTORS)(
  `vectors of Sigma over the lake${VECTORS ? '' : ` (skipped: ${ABSENT})`}`,
  () => {
    it('answers the handmade ones as they say', async () => {
      const cases = read<Handmade>('handmade_detection.json');
      const [place = makePlace()] = places;

      const answers = await askVectors(
        cases.map(({ detection, event, placeholders }) => ({
          rules: stringify({ title: 'T', logsource: { product: 'aws' }, detection }),
          event,
          placeholders: placeholders ?? undefined,
        })),
        place,
      );

      const judged = cases.map(({ name, expected }, at) => {
        const { matched, refused } = answers[at] ?? { matched: 0, refused: [] };
        const got = refused.length > 0 ? 'error' : matched === 1;
        return { name, isRight: got === expected, got: { got, refused } };
      });
      expect(judged).toHaveLength(155);
      expect(surprises(judged)).toEqual([]);
    });

    it.each(['event_match_rsigma.json', 'event_match_sigma_rust.json'])(
      'answers %s',
      async (file) => {
        const cases = read<Foreign>(file);
        const place = places[file.includes('rust') ? 1 : 2] ?? makePlace();

        const answers = await askVectors(
          cases.map(({ rules_yaml, event }) => ({ rules: rules_yaml, event })),
          place,
        );

        const judged = cases.map(({ test, expected_matches, sigma_version_3 }, at) => {
          const { matched, refused } = answers[at] ?? { matched: 0, refused: [] };
          const isRight = sigma_version_3
            ? refused.length > 0
            : expected_matches === '>=1'
              ? matched >= 1
              : matched === Number(expected_matches);
          return { name: `${test} ${at}`, isRight, got: { matched, refused } };
        });
        expect(surprises(judged)).toEqual([]);
      },
    );
  },
);
