import type { Collection, Item, Rule } from './model.ts';
import { type ReadOptions, readSigma } from './read.ts';

/** Reads one text as the file `a.yml`. */
export function readText(text: string, options?: ReadOptions): Collection {
  return readSigma([{ file: 'a.yml', text }], options);
}

const INDENT = '    ';

/** A rule around what stands under `detection`. */
export function ruleOf(detection: string, more = ''): string {
  const inside = detection
    .trim()
    .split('\n')
    .map((line) => `${INDENT}${line}`);
  return [
    'title: A rule',
    'level: low',
    'logsource: {product: aws, service: cloudtrail}',
    'detection:',
    ...inside,
    more,
  ].join('\n');
}

/** The rule that a detection makes; fails where it is refused. */
export function readRuleOf(detection: string, options?: ReadOptions): Rule {
  const { rules, refused } = readText(ruleOf(detection), options);
  const [rule] = rules;
  if (!rule) throw new Error(refused[0]?.reason ?? 'nothing was read');
  return rule;
}

/** Why a detection is refused. */
export function reasonOf(detection: string, options?: ReadOptions): string | undefined {
  return readText(ruleOf(detection), options).refused[0]?.reason;
}

/** The one item of a rule with one item. */
export function readItemOf(item: string, options?: ReadOptions): Item {
  const { condition } = readRuleOf(`selection:\n  ${item}\ncondition: selection`, options);
  if (condition.is === 'selection' && condition.of.is === 'item') return condition.of;
  throw new Error('it is more than an item');
}
