import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { sharedPath } from '../e2e/shared-data.fixture.ts';
import type { Dictionary } from './evaluator/index.ts';

export const VECTORS = sharedPath('sigma', 'vectors');

export interface DetectionVector {
  readonly name: string;
  readonly basis: string;
  readonly detection: Dictionary;
  readonly event: Dictionary;
  readonly placeholders: Readonly<Record<string, readonly string[]>> | null;
  readonly expected: boolean | 'error';
}

export interface CorrelationVector {
  readonly name: string;
  readonly rules_yaml: string;
  readonly events: readonly Dictionary[];
  readonly expected_firing_groups: readonly (readonly (string | null)[])[];
}

export interface MatchVector {
  readonly test: string;
  readonly rules_yaml: string;
  readonly event: Dictionary;
  readonly expected_matches: number | string;
  readonly sigma_version_3?: boolean;
}

/** Vectors of one file; none where the folder is absent. */
export function vectorsOf<Vector>(file: string): readonly Vector[] {
  return VECTORS ? JSON.parse(readFileSync(`${VECTORS}/${file}`, 'utf8')) : [];
}

/** The documents of a YAML file, as plain values. */
export function documentsOf(text: string): readonly unknown[] {
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS();
  });
}
