import { readDetection } from '../conditions/detection.ts';
import type { Filter } from '../model.ts';
import type { Placeholders } from '../values/modifier.ts';
import { Fault } from '../yaml/fault.ts';
import { mapAt, textsAt, valueAt } from '../yaml/keys.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { type Origin, readHeading, readLogSource } from './heading.ts';

/**
 * Reads a document with `filter`; its rules are named as the author named them.
 * @throws Fault
 */
export function readFilter(map: YamlMap, origin: Origin, placeholders: Placeholders): Filter {
  const warnings: string[] = [];
  const warn = (sentence: string) => warnings.push(sentence);
  const heading = readHeading(map, origin, warn);
  const filter = mapAt(map, 'filter');
  if (!filter) throw new Fault('filter is empty.');
  const { tree } = readDetection(filter, ['rules'], { placeholders, warn });
  return {
    ...heading,
    kind: 'filter',
    logsource: readLogSource(map),
    rules: rulesOf(filter),
    condition: tree,
    warnings,
  };
}

/** An empty list stands for any rule in the wild. */
function rulesOf(filter: YamlMap): Filter['rules'] {
  if (!valueAt(filter, 'rules')) throw new Fault('The filter names no rules.', filter.line);
  const rules = textsAt(filter, 'rules');
  const isAny = rules.length === 0 || (rules.length === 1 && rules[0] === 'any');
  return isAny ? 'any' : rules;
}
