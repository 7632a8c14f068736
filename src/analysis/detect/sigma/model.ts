// The model of a Sigma file (specification 2.1.0), as reading leaves it: modifiers are applied, placeholders filled,
// names of selections resolved. Nothing here knows of fields of CloudTrail or of SQL.

import type { Level } from '../../../base/severity/index.ts';

export { LEVELS, type Level } from '../../../base/severity/index.ts';

export const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'] as const;
export type Status = (typeof STATUSES)[number];

/** Where a document stands. */
export interface Place {
  /** As it was given to the reader. */
  readonly file: string;
  /** From 1: a file holds several documents. */
  readonly document: number;
  /** The document's first line, or that of what is told of; from 1. */
  readonly line: number;
}

// ---- values

/** `*` any characters, also none; `?` exactly one. */
export interface Wildcard {
  readonly wildcard: '*' | '?';
}

/** Plain pieces and wildcards in order; `[]` is the empty text, `[{wildcard: '*'}]` any value that is there. */
export type Pieces = readonly (string | Wildcard)[];

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** What may be asked of one value of a field that is there. */
export type Compared =
  | { readonly is: 'text'; readonly pieces: Pieces; readonly cased: boolean }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'boolean'; readonly value: boolean }
  /** RE2's syntax, without its flags; a search, not anchored. */
  | { readonly is: 'regex'; readonly pattern: string; readonly flags: readonly ('i' | 'm' | 's')[] }
  /** A network as written, `10.0.0.0/8`, `2001:db8::/32`; sound. */
  | { readonly is: 'cidr'; readonly network: string }
  | { readonly is: 'compare'; readonly op: Comparison; readonly value: number }
  | {
      readonly is: 'field';
      readonly field: string;
      readonly how: 'equals' | 'contains' | 'startswith' | 'endswith';
      readonly cased: boolean;
    };

/** What one value of an item asks of the field. */
export type Value =
  | Compared
  /** Missing, or null. */
  | { readonly is: 'null' }
  | { readonly is: 'exists'; readonly value: boolean }
  /** Of a timestamp in UTC; `eq` where no comparison follows. The week is ISO's. */
  | {
      readonly is: 'time';
      readonly part: TimePart;
      readonly op: 'eq' | Comparison;
      readonly value: number;
    }
  /** `other`: the field has a value, one of several perhaps, that none of these is. */
  | { readonly is: 'other'; readonly of: readonly Compared[] }
  /** Spellings of one value (windash, base64offset, a placeholder's list): any of them, whatever the item says of its values. */
  | { readonly is: 'any'; readonly of: readonly Value[] };

// ---- conditions

/** `field|modifiers: values`, or keywords where no field stands. */
export interface Item {
  readonly is: 'item';
  /** As written; absent: over the values of the whole record. */
  readonly field?: string;
  /** Never empty: an empty list asks for null. */
  readonly values: readonly Value[];
  /** All of them, else any. */
  readonly all: boolean;
  /** `neq`: NOT of the whole item. */
  readonly negated: boolean;
  /** The key as the author wrote it, for explanations. */
  readonly key: string;
  readonly line: number;
}

export type Tree =
  | Item
  | { readonly is: 'and' | 'or'; readonly of: readonly Tree[] }
  | { readonly is: 'not'; readonly of: Tree }
  /** A selection that the condition names; explanations show its name. */
  | { readonly is: 'selection'; readonly name: string; readonly of: Tree };

// ---- documents

/** What every kind of document has. Absent where the author wrote nothing. */
export interface Heading {
  readonly title: string;
  /** Unique in a collection: a second use of an id gets a suffix, `#2`. */
  readonly id: string;
  /** Whether the author gave the id; else it is made from file and title. */
  readonly hasOwnId: boolean;
  readonly name?: string;
  readonly status?: Status;
  readonly description?: string;
  readonly license?: string;
  readonly author?: string;
  readonly references: readonly string[];
  readonly date?: string;
  readonly modified?: string;
  readonly tags: readonly string[];
  readonly fields: readonly string[];
  readonly falsepositives: readonly string[];
  readonly level: Level;
  /** Whether the author gave the level. */
  readonly hasOwnLevel: boolean;
  /** The name of the pack that it was read from. */
  readonly pack?: string;
  readonly place: Place;
  /** What is odd but does no harm: an id used twice, a missing level. One sentence each. */
  readonly warnings: readonly string[];
}

export interface LogSource {
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
}

export interface Rule extends Heading {
  readonly kind: 'rule';
  readonly logsource: LogSource;
  readonly condition: Tree;
  /** The author's own words of the condition; several are joined by OR. */
  readonly conditionText: readonly string[];
  /** Names of selections that no condition reaches. */
  readonly unused: readonly string[];
  readonly own: OwnKeys;
  /** Ids of filters that were laid over it. */
  readonly filters: readonly string[];
}

export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median';

export type Bound = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

/** A condition over names of rules: `a and not b`. */
export type RuleTree =
  | { readonly is: 'rule'; readonly rule: string }
  | { readonly is: 'and' | 'or'; readonly of: readonly RuleTree[] }
  | { readonly is: 'not'; readonly of: RuleTree };

export interface Correlation extends Heading {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  /** Ids of rules or correlations of the same collection, in the author's order. */
  readonly rules: readonly string[];
  /** Fields of events, or aliases; empty: one group. */
  readonly groupBy: readonly string[];
  /** Alias to rule id to field. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Seconds. */
  readonly timespan: number;
  readonly condition:
    | {
        readonly is: 'bounds';
        readonly bounds: readonly (readonly [Bound, number])[];
        /** What is counted, summed; several are a tuple. */
        readonly fields: readonly string[];
        /** 0 to 100, of value_percentile. */
        readonly percentile?: number;
      }
    | { readonly is: 'rules'; readonly of: RuleTree };
  /** Whether its base rules raise alerts of their own. */
  readonly generate: boolean;
  readonly own: OwnKeys;
}

/** Narrows rules: the result is the rule AND the filter's condition. */
export interface Filter extends Heading {
  readonly kind: 'filter';
  readonly logsource: LogSource;
  readonly rules: readonly string[] | 'any';
  readonly condition: Tree;
}

export type Document = Rule | Correlation | Filter;

// ---- our own keys

/** Kinds of events, who is behind a call, where an address is; the whole organisation's events, Identity Center. */
export const NEEDS = [
  ...(['management', 'data', 'network', 'insights', 'calls', 'enrichment'] as const),
  ...(['organisation-trail', 'identity-center'] as const),
] as const;

/** What stands under `trailglass:`; other tools read the rule without it. */
export interface OwnKeys {
  /** Fields that alerts are grouped by, in place of rule, actor and account. */
  readonly group?: readonly string[];
  /** Seconds in which matches join an alert; 3600 where absent. */
  readonly window?: number;
  /** An alert only from so many matches, or different values, within the window. */
  readonly threshold?:
    | { readonly count: number }
    | { readonly distinct: { readonly field: string; readonly count: number } };
  /** Only the first time that `value` is seen with `key` in so many days. */
  readonly newTerms?: {
    readonly key: readonly string[];
    readonly value: readonly string[];
    readonly days: number;
  };
  /** `after` not followed by `without` within so many seconds; names of selections of the rule. */
  readonly absence?: {
    readonly after: Tree;
    readonly without: Tree;
    readonly within: number;
    readonly same: readonly string[];
  };
  /** Athena SQL in place of the selection; returns eventid. */
  readonly sql?: string;
  /** Seconds between two runs of `sql`. */
  readonly every?: number;
  /** What the lake must hold for the rule to see anything. */
  readonly needs?: readonly (
    | 'management'
    | 'data'
    | 'network'
    | 'insights'
    | 'calls'
    | 'organisation-trail'
    | 'identity-center'
    | 'enrichment'
  )[];
}

// ---- collections

/** A document that cannot be used, and why. */
export interface Refused {
  readonly place: Place;
  readonly title?: string;
  readonly id?: string;
  readonly reason: string;
}

/** What a set of files comes to. */
export interface Collection {
  /** In the order of files and documents; filters are laid over already. */
  readonly rules: readonly Rule[];
  readonly correlations: readonly Correlation[];
  readonly refused: readonly Refused[];
  /** Documents for another log source than CloudTrail's, which are left out: how many. */
  readonly foreign: number;
}
