import { sourceOnlyOf } from '../api-names.ts';
import type { FindDead } from '../dead.ts';
import { singleValues, wholeText } from '../items.ts';
import { sourcesAround } from '../scope.ts';
import { isSource } from './event-source.ts';

/** Event names that the sources of the rule do not write. */
export const deadSources: FindDead = ({ field, values }, rule) => {
  if (field?.toLowerCase() !== 'eventname') return [];
  return singleValues(values).flatMap((value) => {
    const name = wholeText(value);
    const only = name === undefined ? undefined : sourceOnlyOf(name);
    if (name === undefined || only === undefined) return [];
    const asked = sourcesAround(rule, name);
    // What is no source at all is told of as such.
    if (!asked?.every(isSource) || asked.includes(only.source)) return [];
    const message = `${only.name} is an event of ${only.source}, not of ${asked.join(', ')}.`;
    return [{ value, message, suggestion: `eventSource: ${only.source}` }];
  });
};
