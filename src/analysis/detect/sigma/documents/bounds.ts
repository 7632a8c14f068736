import type { Bound, CorrelationType } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { hint, numberOf, textsAt, valueAt } from '../yaml/keys.ts';
import type { YamlMap } from '../yaml/tree.ts';

const BOUNDS: readonly Bound[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];

/** What is compared, and with what. */
export interface Bounds {
  readonly is: 'bounds';
  readonly bounds: readonly (readonly [Bound, number])[];
  readonly fields: readonly string[];
  readonly percentile?: number;
}

const DEFAULT_PERCENTILE = 95;

/**
 * Reads a condition that is a map: any set of bounds that can hold together.
 * @throws Fault
 */
export function readBounds(
  map: YamlMap,
  type: CorrelationType,
  warn: (sentence: string) => void,
): Bounds {
  const known = [...BOUNDS, 'field', 'percentile'];
  const unknown = map.entries.find(({ key }) => !known.includes(key));
  if (unknown) {
    const { key, line } = unknown;
    throw new Fault(`A condition has no key ${key}.${hint(key, known)}`, line);
  }
  const bounds = BOUNDS.flatMap((bound) => boundAt(map, bound));
  if (bounds.length === 0) throw new Fault('The condition bounds nothing.', map.line);
  if (!canHold(bounds, isCounted(type))) {
    throw new Fault('No number is within all bounds of the condition.', map.line);
  }
  if (bounds.some(([bound]) => bound === 'lt' || bound === 'lte')) {
    warn('Only windows with an event are counted: an upper bound does not see silence.');
  }
  return {
    is: 'bounds',
    bounds,
    fields: fieldsOf(map, type, warn),
    ...percentileOf(map, type, warn),
  };
}

function boundAt(map: YamlMap, bound: Bound): readonly (readonly [Bound, number])[] {
  const value = valueAt(map, bound);
  if (!value) return [];
  const number = value.is === 'scalar' ? numberOf(value) : undefined;
  if (number === undefined) throw new Fault(`${bound} is no number.`, value.line);
  return [[bound, number]];
}

/** Whether what is compared is a whole number. */
function isCounted(type: CorrelationType): boolean {
  return ['event_count', 'value_count', 'temporal', 'temporal_ordered'].includes(type);
}

/** Tries the bounds themselves and what lies beside and between them: nowhere else an answer changes. */
function canHold(bounds: readonly (readonly [Bound, number])[], isWhole: boolean): boolean {
  const edges = bounds.map(([, value]) => (isWhole ? Math.floor(value) : value));
  edges.sort((a, b) => a - b);
  const tries = edges.flatMap((edge, at) => {
    const between = isWhole ? edge : (edge + (edges[at + 1] ?? edge)) / 2;
    return [edge - 1, edge, between, edge + 1];
  });
  const possible = isWhole ? tries.filter((value) => value >= 0) : tries;
  return possible.some((value) => bounds.every((bound) => holds(value, bound)));
}

function holds(value: number, [bound, limit]: readonly [Bound, number]): boolean {
  switch (bound) {
    case 'gt':
      return value > limit;
    case 'gte':
      return value >= limit;
    case 'lt':
      return value < limit;
    case 'lte':
      return value <= limit;
    case 'eq':
      return value === limit;
    case 'neq':
      return value !== limit;
    default:
      return bound satisfies never;
  }
}

function fieldsOf(
  map: YamlMap,
  type: CorrelationType,
  warn: (sentence: string) => void,
): readonly string[] {
  const fields = textsAt(map, 'field');
  if (!type.startsWith('value_')) {
    if (fields.length > 0) warn(`${type} looks at no field: the one it names is left out.`);
    return [];
  }
  if (fields.length === 0) throw new Fault(`${type} needs a field in its condition.`, map.line);
  if (fields.length > 1 && type !== 'value_count') {
    throw new Fault(`${type} takes one field.`, map.line);
  }
  return fields;
}

function percentileOf(
  map: YamlMap,
  type: CorrelationType,
  warn: (sentence: string) => void,
): { readonly percentile?: number } {
  const value = valueAt(map, 'percentile');
  if (type !== 'value_percentile') {
    if (value) throw new Fault(`${type} takes no percentile.`, value.line);
    return {};
  }
  if (!value) {
    warn(`It names no percentile: ${DEFAULT_PERCENTILE} is used.`);
    return { percentile: DEFAULT_PERCENTILE };
  }
  const percentile = value.is === 'scalar' ? numberOf(value) : undefined;
  if (percentile === undefined || percentile < 0 || percentile > 100) {
    throw new Fault('percentile is no number within 0 and 100.', value.line);
  }
  return { percentile };
}
