import type { Collection, Heading, Place } from '../sigma/model.ts';
import type { History } from './history.ts';

/** The least first. `error`: it never does what it says; `warning`: it likely does not; `hint`: good to know. */
export const SEVERITIES = ['hint', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What is odd about a rule or a correlation. */
export interface Finding {
  /** The id of the rule; null where a document was refused that has none. */
  readonly rule: string | null;
  readonly title: string | null;
  readonly place: Place;
  readonly severity: Severity;
  /** The check that found it: a line of `docs/reference/lint.md`. */
  readonly code: string;
  /** One sentence or two. */
  readonly message: string;
  /** What to write instead. */
  readonly suggestion?: string;
}

/** What is known beyond the rules. */
export interface LintFacts {
  /** What the rules found in a lake. */
  readonly history?: History | undefined;
}

/** What a check says of one document. */
export interface Remark {
  readonly about: Pick<Heading, 'id' | 'title' | 'place'>;
  readonly severity: Severity;
  readonly message: string;
  readonly suggestion?: string | undefined;
  /** Where that is not the document's first line. */
  readonly line?: number | undefined;
}

/** One thing that is looked for. */
export interface Check {
  /** Kebab-case; the same for good. */
  readonly code: string;
  readonly find: (collection: Collection, facts: LintFacts) => readonly Remark[];
}
