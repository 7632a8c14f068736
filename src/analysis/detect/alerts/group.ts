import type { MatchRow } from '../../../lake/catalog/index.ts';
import type { AlertRule } from './alert.ts';
import { fieldOf } from './match-field.ts';

/** Seconds in which matches join an alert, from its first one on. */
const HOUR = 3600;

/** What matches of a rule have in common that become one alert. */
export interface Group {
  /** Groups of another window are others: their alerts were cut differently. */
  readonly key: string;
  readonly values: Readonly<Record<string, string | null>>;
  /** Microseconds. */
  readonly window: number;
}

const DEFAULT_FIELDS = ['actor', 'account'] as const;

/** By actor and account where the rule does not say by what. */
export function groupOf(match: MatchRow, { own }: AlertRule): Group {
  const seconds = own.window ?? HOUR;
  const fields = own.group ?? DEFAULT_FIELDS;
  const values = Object.fromEntries(fields.map((name) => [name, fieldOf(match, name)]));
  return {
    key: JSON.stringify([seconds, ...Object.entries(values)]),
    values,
    window: seconds * 1_000_000,
  };
}
