/** Something that a correlation counts: a match of a rule, or a firing of another correlation. */
export interface Occurrence {
  /** The id of the rule or the correlation. */
  readonly rule: string;
  /** Microseconds; of a firing, those of its last event. */
  readonly ts: number;
  /** The keys of its events, oldest first. */
  readonly events: readonly string[];
  /** Values of fields by the names that correlations use; missing is null. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** A window in which a correlation's condition held. Those of one group do not overlap. */
export interface Firing {
  /** Values of the group-by fields, in their order. */
  readonly group: readonly (string | null)[];
  /** Microseconds, both inside. */
  readonly first: number;
  readonly last: number;
  /** Keys of the events of the window, oldest first; each once. */
  readonly events: readonly string[];
}
