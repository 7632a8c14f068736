import { namesOf } from '../compile/boxes.ts';
import type { Rule } from '../sigma/model.ts';

/** The sources with which a rule asks for an event name; undefined where it leaves them open. Lower case. */
export function sourcesAround(rule: Rule, name: string): readonly string[] | undefined {
  const boxes = namesOf(rule.condition)?.filter((one) => one.name === name) ?? [];
  const sources = boxes.flatMap(({ source }) => (source === undefined ? [] : [source]));
  return boxes.length === 0 || sources.length < boxes.length ? undefined : sources;
}

/** The event names outside of which a rule matches nothing, in lower case; undefined where it fixes none. */
export function namesAround({ condition }: Rule): readonly string[] | undefined {
  const boxes = namesOf(condition);
  return boxes && [...new Set(boxes.map(({ name }) => name))];
}
