import type { Tree } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { valueAt } from '../yaml/keys.ts';
import type { Scalar, YamlMap } from '../yaml/tree.ts';
import { type Condition, readCondition, type Selections } from './condition.ts';
import type { Reading } from './item.ts';
import { joined, readSelection } from './selection.ts';

/** Selections and what the conditions make of them. */
export interface Detection extends Condition {
  readonly selections: Selections;
  readonly texts: readonly string[];
}

/**
 * Reads selections and `condition`; `others` are keys that are neither.
 * @throws Fault
 */
export function readDetection(
  map: YamlMap,
  others: readonly string[],
  reading: Reading,
): Detection {
  const selections = new Map<string, Tree>();
  for (const { key, value } of map.entries) {
    if (key !== 'condition' && !others.includes(key)) {
      selections.set(key, readSelection(key, value, reading));
    }
  }
  const written = conditionsOf(map);
  const conditions = written.map(({ text, line }) => readCondition(text, line, selections));
  const timeframe = map.entries.find(({ key }) => key === 'timeframe');
  if (timeframe) {
    throw new Fault('timeframe counts over time: that is what correlations do.', timeframe.line);
  }
  return {
    selections,
    texts: written.map(({ text }) => text),
    tree: joined(
      'or',
      conditions.map(({ tree }) => tree),
      () => new Fault('The condition is empty.', map.line),
    ),
    names: new Set(conditions.flatMap(({ names }) => [...names])),
  };
}

/** Several are joined by OR. */
function conditionsOf(map: YamlMap): readonly Scalar[] {
  const value = valueAt(map, 'condition');
  if (!value) throw new Fault('The condition is missing.', map.line);
  const items = value.is === 'list' ? value.items : [value];
  return items.map((item) => {
    if (item.is === 'scalar') return item;
    throw new Fault('The condition is no text.', item.line);
  });
}
