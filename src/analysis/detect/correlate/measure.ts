import type { Bound, Correlation, RuleTree } from '../sigma/model.ts';
import type { Occurrence } from './occurrence.ts';

/** What is known of the occurrences in a window, as it slides. */
export interface Measure {
  add(occurrence: Occurrence): void;
  remove(occurrence: Occurrence): void;
  /** Whether the condition holds for what is in the window, which is not empty. */
  holds(): boolean;
}

/** The measure of every type but the one that asks for an order. */
export function measureOf(correlation: Correlation): Measure {
  const { condition, type } = correlation;
  if (condition.is === 'rules') return rulesMeasure((present) => satisfied(condition.of, present));
  const { bounds, fields, percentile } = condition;
  const within = (value: number | undefined) =>
    value !== undefined && bounds.every(([bound, limit]) => BOUNDS[bound](value, limit));
  switch (type) {
    case 'event_count':
      return countMeasure(within);
    case 'value_count':
      return distinctMeasure(fields, within);
    case 'temporal':
    case 'temporal_ordered':
      return rulesMeasure((present) => within(present.size));
    case 'value_sum':
      return numbersMeasure(fields, (numbers) => within(sumOf(numbers)));
    case 'value_avg':
      return numbersMeasure(fields, (numbers) => within(sumOf(numbers) / numbers.length));
    case 'value_median':
      return numbersMeasure(fields, (numbers) => within(percentileOf(numbers, 50)));
    case 'value_percentile':
      return numbersMeasure(fields, (numbers) => within(percentileOf(numbers, percentile ?? 95)));
  }
}

const BOUNDS: Readonly<Record<Bound, (value: number, limit: number) => boolean>> = {
  gt: (value, limit) => value > limit,
  gte: (value, limit) => value >= limit,
  lt: (value, limit) => value < limit,
  lte: (value, limit) => value <= limit,
  eq: (value, limit) => value === limit,
  neq: (value, limit) => value !== limit,
};

function countMeasure(within: (count: number) => boolean): Measure {
  let count = 0;
  return {
    add: () => {
      count++;
    },
    remove: () => {
      count--;
    },
    holds: () => within(count),
  };
}

/** How often each key is in the window. */
function tallied(keyOf: (occurrence: Occurrence) => string | undefined) {
  const counts = new Map<string, number>();
  const move = (occurrence: Occurrence, by: number) => {
    const key = keyOf(occurrence);
    if (key === undefined) return;
    const count = (counts.get(key) ?? 0) + by;
    if (count === 0) counts.delete(key);
    else counts.set(key, count);
  };
  return { counts, move };
}

/** Different values; several fields are a tuple, and one that is missing is no value. Compared without case. */
function distinctMeasure(fields: readonly string[], within: (count: number) => boolean): Measure {
  const { counts, move } = tallied(({ values }) => {
    const parts = fields.map((field) => values[field] ?? null);
    return parts.includes(null) ? undefined : JSON.stringify(parts).toLowerCase();
  });
  return {
    add: (occurrence) => move(occurrence, 1),
    remove: (occurrence) => move(occurrence, -1),
    holds: () => within(counts.size),
  };
}

function rulesMeasure(holds: (present: ReadonlyMap<string, number>) => boolean): Measure {
  const { counts, move } = tallied(({ rule }) => rule);
  return {
    add: (occurrence) => move(occurrence, 1),
    remove: (occurrence) => move(occurrence, -1),
    holds: () => holds(counts),
  };
}

function satisfied(tree: RuleTree, present: ReadonlyMap<string, number>): boolean {
  switch (tree.is) {
    case 'rule':
      return present.has(tree.rule);
    case 'not':
      return !satisfied(tree.of, present);
    case 'and':
      return tree.of.every((one) => satisfied(one, present));
    case 'or':
      return tree.of.some((one) => satisfied(one, present));
  }
}

/** Numbers of the first field, texts that are numbers among them. */
function numbersMeasure(
  [field = '']: readonly string[],
  holds: (numbers: readonly number[]) => boolean,
): Measure {
  const numbers: number[] = [];
  return {
    add: (occurrence) => {
      const value = numberIn(occurrence, field);
      if (value !== undefined) numbers.push(value);
    },
    // Occurrences leave in the order in which they came.
    remove: (occurrence) => {
      if (numberIn(occurrence, field) !== undefined) numbers.shift();
    },
    holds: () => numbers.length > 0 && holds(numbers),
  };
}

function numberIn({ values }: Occurrence, field: string): number | undefined {
  const text = values[field]?.trim() ?? '';
  const value = Number(text);
  return text === '' || !Number.isFinite(value) ? undefined : value;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** Between the two nearest ranks, as SQL's percentile_cont. */
function percentileOf(numbers: readonly number[], percentile: number): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other);
  const rank = ((sorted.length - 1) * percentile) / 100;
  const [below, above] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (rank - Math.floor(rank));
}
