/** What stood at a field in one event. */
export interface Sight {
  /** As the rule names it. */
  readonly field: string;
  /** Several where lists are on the way; objects as JSON. */
  readonly values: readonly string[];
  /** Whether anything is there, null too. */
  readonly exists: boolean;
}

/** A condition over one event: what held, and what each leaf saw. */
export type Explained =
  | {
      readonly is: 'item';
      readonly holds: boolean;
      /** `field|modifiers` as the author wrote it; empty for keywords. */
      readonly key: string;
      /** What it asks for, in words. */
      readonly wants: string;
      /** The item's field, and those that its values name. */
      readonly saw: readonly Sight[];
      readonly line: number;
    }
  | {
      readonly is: 'selection';
      readonly holds: boolean;
      readonly name: string;
      readonly of: readonly [Explained];
    }
  | {
      readonly is: 'and' | 'or' | 'not';
      readonly holds: boolean;
      readonly of: readonly Explained[];
    };

/** One event as a rule sees it. */
export interface Explanation {
  readonly event: {
    readonly id: string;
    readonly time: string | null;
    readonly source: string | null;
    readonly name: string | null;
    readonly account: string | null;
    readonly region: string | null;
  };
  readonly matches: boolean;
  readonly tree: Explained;
}
