import { readCondition } from './condition.ts';
import type { Hit } from './correlation.ts';
import { type Dictionary, isDictionary } from './fields.ts';
import { refuse } from './refused.ts';
import { fold, numberOf } from './values.ts';

/**
 * Asks the hits of a window. `around` has those of the timespan after it as well: what must not happen may also come
 * later.
 */
export type WindowTest = (window: readonly Hit[], around: readonly Hit[]) => boolean;

/** What a correlation asks of the hits inside one window. */
export function readWindowTest(body: Dictionary, rules: readonly string[]): WindowTest {
  const type = String(body.type);
  if (type === 'temporal' || type === 'temporal_ordered') return temporalTest(type, body, rules);
  const condition = isDictionary(body.condition) ? body.condition : refuse(`${type} needs bounds`);
  const within = readBounds(condition);
  const measure = measureOf(type, condition);
  return (window) => {
    const value = measure(window);
    return value !== undefined && within(value);
  };
}

function temporalTest(type: string, body: Dictionary, rules: readonly string[]): WindowTest {
  const { condition } = body;
  if (typeof condition === 'string') {
    const holds = readCondition(condition, rules);
    const isMetBy = (hits: readonly Hit[]) =>
      holds((name) => hits.some(({ rule }) => rule === name));
    return (window, around) => isMetBy(window) && isMetBy(around);
  }
  const within = isDictionary(condition)
    ? readBounds(condition)
    : (count: number) => count === rules.length;
  return (window) =>
    within(new Set(window.map(({ rule }) => rule)).size) &&
    (type === 'temporal' || isInOrder(window, rules));
}

/** Each rule at or after the one before it: the seconds of CloudTrail cannot tell who was first. */
function isInOrder(window: readonly Hit[], rules: readonly string[]): boolean {
  const end = rules.reduce<number | undefined>((after, rule) => {
    const next = window.find((hit) => hit.rule === rule && hit.time >= (after ?? hit.time + 1));
    return after === undefined ? undefined : next?.time;
  }, Number.NEGATIVE_INFINITY);
  return end !== undefined;
}

const BOUNDS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  gt: (value, bound) => value > bound,
  gte: (value, bound) => value >= bound,
  lt: (value, bound) => value < bound,
  lte: (value, bound) => value <= bound,
  eq: (value, bound) => value === bound,
  neq: (value, bound) => value !== bound,
};

/** All of them hold. */
function readBounds(condition: Dictionary): (value: number) => boolean {
  const { field: _, percentile: __, ...bounds } = condition;
  const tests = Object.entries(bounds).map(([name, bound]) => {
    const compare = BOUNDS[name] ?? refuse(`"${name}" is no bound`);
    const limit = typeof bound === 'number' ? bound : refuse(`"${name}" needs a number`);
    return (value: number) => compare(value, limit);
  });
  if (tests.length === 0) refuse('a condition has no bound');
  const within = (value: number) => tests.every((test) => test(value));
  if (!candidates(bounds).some(within)) refuse('no value meets all bounds');
  return within;
}

/** Values on, beside and between bounds: one of them meets all, if any value does. */
function candidates(bounds: Dictionary): readonly number[] {
  const limits = Object.values(bounds).map(Number);
  const between = limits.flatMap((low) => limits.map((high) => (low + high) / 2));
  return [...limits.flatMap((limit) => [limit - 1, limit, limit + 1]), ...between];
}

type Measure = (window: readonly Hit[]) => number | undefined;

function measureOf(type: string, condition: Dictionary): Measure {
  if (type === 'event_count') return (window) => window.length;
  const fields = fieldsOf(condition);
  const [field = ''] = fields;
  const numbers = (window: readonly Hit[]) =>
    window.flatMap((hit) => hit.values(field).flatMap((text) => numberOf(text) ?? []));
  switch (type) {
    case 'value_count':
      return (window) => new Set(window.flatMap((hit) => tuplesOf(hit, fields))).size;
    case 'value_sum':
      return (window) => sumOf(numbers(window));
    case 'value_avg':
      return (window) => averageOf(numbers(window));
    case 'value_median':
      return (window) => quantileOf(numbers(window), 0.5);
    case 'value_percentile': {
      const { percentile } = condition;
      const part = typeof percentile === 'number' ? percentile : 95;
      return (window) => quantileOf(numbers(window), part / 100);
    }
    default:
      return refuse(`"${type}" is no type of correlation`);
  }
}

function fieldsOf({ field }: Dictionary): readonly string[] {
  if (field === undefined) refuse('a count of values names a field');
  return (Array.isArray(field) ? field : [field]).map(String);
}

/** Several fields are one value together; where one is missing there is none. */
function tuplesOf(hit: Hit, fields: readonly string[]): readonly string[] {
  const tuples = fields.reduce<readonly (readonly string[])[]>(
    (heads, field) =>
      heads.flatMap((head) => hit.values(field).map((text) => [...head, fold(text)])),
    [[]],
  );
  return tuples.map((tuple) => JSON.stringify(tuple));
}

function sumOf(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0);
}

function averageOf(numbers: readonly number[]): number | undefined {
  const sum = sumOf(numbers);
  return sum === undefined ? undefined : sum / numbers.length;
}

/** Between two ranks, the line between their values. */
function quantileOf(numbers: readonly number[], part: number): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const rank = part * (sorted.length - 1);
  const low = sorted[Math.floor(rank)];
  const high = sorted[Math.ceil(rank)];
  if (low === undefined || high === undefined) return undefined;
  return low + (high - low) * (rank - Math.floor(rank));
}
