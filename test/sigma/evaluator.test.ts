import { describe, expect, it } from 'vitest';
import { ABSENT } from '../e2e/shared-data.fixture.ts';
import {
  type Dictionary,
  evaluateCorrelation,
  evaluateRule,
  RefusedRule,
  readCollection,
} from './evaluator/index.ts';
import {
  type CorrelationVector,
  type DetectionVector,
  documentsOf,
  type MatchVector,
  VECTORS,
  vectorsOf,
} from './vectors.fixture.ts';

const said = VECTORS ? '' : ` (skipped: ${ABSENT})`;

describe.skipIf(!VECTORS)(`the evaluator on shared vectors${said}`, () => {
  it('finds all of them', () => {
    expect(vectorsOf('handmade_detection.json')).toHaveLength(155);
    expect(vectorsOf('handmade_correlations.json')).toHaveLength(47);
  });

  it.each(vectorsOf<DetectionVector>('handmade_detection.json'))('$name', (vector) => {
    const answer = answerOf(vector.detection, vector.event, vector.placeholders ?? {});

    expect(answer).toBe(vector.expected);
  });

  it.each(vectorsOf<CorrelationVector>('handmade_correlations.json'))('$name', (vector) => {
    const groups = evaluateCorrelation(documentsOf(vector.rules_yaml), vector.events, {
      time: (record) => Number(record.t),
    });

    expect(groups.toSorted()).toEqual(vector.expected_firing_groups.toSorted());
  });

  it.each(numbered(vectorsOf<MatchVector>('event_match_rsigma.json')))(
    'answers as another engine does: $at $test',
    ({ at, ...vector }) => {
      expect(matchesOf(vector)).toBe(expectedOf(vector, RSIGMA_DIFFERENCES[at]));
    },
  );

  it.each(numbered(vectorsOf<MatchVector>('event_match_sigma_rust.json')))(
    'answers as a second engine does: $at $test',
    ({ at, ...vector }) => {
      expect(matchesOf(vector)).toBe(expectedOf(vector, SIGMA_RUST_DIFFERENCES[at]));
    },
  );
});

interface Difference {
  readonly answer: number;
  readonly because: string;
}

const ESCAPED_PERCENT: Difference = {
  answer: 0,
  because: 'placeholders are never filled from the event, and `\\%` is a percent',
};

/** By the vector's place in its file. */
const RSIGMA_DIFFERENCES: Readonly<Record<number, Difference>> = {
  21: ESCAPED_PERCENT,
  23: ESCAPED_PERCENT,
};

const SIGMA_RUST_DIFFERENCES: Readonly<Record<number, Difference>> = {
  26: { answer: 0, because: 'null means missing too' },
};

function numbered<Vector extends object>(vectors: readonly Vector[]) {
  return vectors.map((vector, at) => ({ ...vector, at }));
}

function expectedOf(vector: MatchVector, difference: Difference | undefined): number | string {
  if (vector.sigma_version_3 === true) return 'refused';
  if (difference) return difference.answer;
  return vector.expected_matches === '>=1' ? 1 : vector.expected_matches;
}

function matchesOf(vector: MatchVector): number | 'refused' {
  try {
    const rules = readCollection(documentsOf(vector.rules_yaml));
    return rules.filter((rule) => rule.matches(vector.event)).length;
  } catch (error) {
    if (error instanceof RefusedRule) return 'refused';
    throw error;
  }
}

function answerOf(
  detection: Dictionary,
  event: Dictionary,
  placeholders: Readonly<Record<string, readonly string[]>> = {},
): boolean | 'error' {
  try {
    return evaluateRule({ title: 'Rule', detection }, event, { placeholders });
  } catch (error) {
    if (error instanceof RefusedRule) return 'error';
    throw error;
  }
}
