import { readDetection } from '../conditions/detection.ts';
import type { Rule } from '../model.ts';
import type { Placeholders } from '../values/modifier.ts';
import { Fault } from '../yaml/fault.ts';
import { mapAt } from '../yaml/keys.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { type Origin, readHeading, readLogSource } from './heading.ts';
import { readOwn } from './own.ts';

/**
 * Reads a document with `detection`.
 * @throws Fault
 */
export function readRule(map: YamlMap, origin: Origin, placeholders: Placeholders): Rule {
  const warnings: string[] = [];
  const warn = (sentence: string) => warnings.push(sentence);
  const heading = readHeading(map, origin, warn);
  if (!heading.hasOwnLevel) warn('It has no level: medium is used.');
  if (!map.entries.some(({ key }) => key === 'logsource')) throw new Fault('logsource is missing.');
  const detection = mapAt(map, 'detection');
  if (!detection) throw new Fault('detection is empty.');
  const { tree, texts, names, selections } = readDetection(detection, [], { placeholders, warn });
  const { own, names: ownNames } = readOwn(map, selections);
  const unused = [...selections.keys()].filter(
    (name) => !names.has(name) && !ownNames.includes(name),
  );
  for (const name of unused) warn(`The condition never names the selection ${name}.`);
  return {
    ...heading,
    kind: 'rule',
    logsource: readLogSource(map),
    condition: tree,
    conditionText: texts,
    unused,
    own,
    filters: [],
    warnings,
  };
}
