import { z } from 'zod';
import { readSigma } from '../sigma/index.ts';
import type { Collection } from '../sigma/model.ts';
import type { Placeholders } from '../sigma/values/modifier.ts';
import { type Examples, examplesSchema, recordsOf } from './examples.ts';
import { matchedRecords } from './matched-records.ts';
import { raises } from './raised.ts';

/** A file of rules and the examples beside it. */
export interface TrialFile {
  readonly file: string;
  readonly text: string;
  /** JSON: match, noMatch, sequences, placeholders. */
  readonly examples: string;
}

/** One example and what came of it. */
export interface TrialCase {
  readonly kind: 'match' | 'noMatch' | 'sequence';
  /** The name of a sequence; else the number, from 1. */
  readonly name: string;
  /** Whether the rule matches, or raises an alert. */
  readonly expected: boolean;
  readonly found: boolean;
}

/** What came of a file's examples. */
export interface TrialResult {
  readonly file: string;
  readonly cases: readonly TrialCase[];
  /** Why nothing was tried: rules that are refused, examples that cannot be read. */
  readonly problem?: string;
}

export interface TrialOptions {
  /** Lists of the configuration; those of the examples come before them. */
  readonly placeholders?: Placeholders;
  readonly signal?: AbortSignal;
  readonly onFile?: (file: string) => void;
}

/** Tries rules on the examples beside them, through the engine that runs them, in lakes that are removed again. */
export async function tryRules(
  files: readonly TrialFile[],
  options: TrialOptions = {},
): Promise<readonly TrialResult[]> {
  const { signal, onFile = () => {} } = options;
  const trials = files.map((file) => prepared(file, options.placeholders ?? {}));
  const asked = trials.map((trial) =>
    'problem' in trial ? { rules: [], records: [] } : singleRecords(trial),
  );
  const matched = await matchedRecords(asked, signal);
  const results: TrialResult[] = [];
  for (const [at, trial] of trials.entries()) {
    if ('problem' in trial) {
      results.push({ file: trial.file, cases: [], problem: trial.problem });
      continue;
    }
    onFile(trial.file);
    const singles = casesOf(trial.examples, matched[at] ?? []);
    results.push({ file: trial.file, cases: [...singles, ...(await sequencesOf(trial, signal))] });
  }
  return results;
}

interface Prepared {
  readonly file: string;
  readonly collection: Collection;
  readonly examples: Examples;
}

interface Unprepared {
  readonly file: string;
  readonly problem: string;
}

function prepared({ file, text, examples }: TrialFile, known: Placeholders): Prepared | Unprepared {
  const parsed = parsedExamples(examples);
  if (typeof parsed === 'string') return { file, problem: parsed };
  const placeholders = { ...known, ...parsed.placeholders };
  const collection = readSigma([{ file, text }], { placeholders });
  const [refused] = collection.refused;
  if (refused) return { file, problem: `line ${refused.place.line}: ${refused.reason}` };
  if (collection.rules.length === 0) return { file, problem: 'There is no rule for CloudTrail.' };
  return { file, collection, examples: parsed };
}

/** The examples, or what is wrong with them. */
function parsedExamples(text: string): Examples | string {
  try {
    const parsed = examplesSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch (error) {
    return `The examples are no JSON: ${error instanceof Error ? error.message : error}`;
  }
}

function singleRecords({ collection: { rules }, examples: { match, noMatch } }: Prepared) {
  return { rules, records: [...match, ...noMatch] };
}

function casesOf({ match, noMatch }: Examples, found: readonly boolean[]): readonly TrialCase[] {
  const one = (kind: 'match' | 'noMatch', at: number, index: number): TrialCase => ({
    ...{ kind, name: String(at + 1), expected: kind === 'match' },
    found: found[index] ?? false,
  });
  return [
    ...match.map((_, at) => one('match', at, at)),
    ...noMatch.map((_, at) => one('noMatch', at, match.length + at)),
  ];
}

async function sequencesOf(
  { collection, examples }: Prepared,
  signal: AbortSignal | undefined,
): Promise<readonly TrialCase[]> {
  const cases: TrialCase[] = [];
  for (const sequence of examples.sequences) {
    const found = await raises(collection, recordsOf(sequence), signal);
    cases.push({ kind: 'sequence', name: sequence.name, expected: sequence.fires, found });
  }
  return cases;
}
