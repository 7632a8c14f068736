import { sourceOnlyOf } from '../api-names.ts';
import type { FindDead } from '../dead.ts';
import { singleValues, wholeText } from '../items.ts';
import { sourcesAround } from '../scope.ts';

/** Event names that the sources of the rule do not write. */
export const deadSources: FindDead = ({ field, values }, rule) => {
  if (field?.toLowerCase() !== 'eventname') return [];
  return singleValues(values).flatMap((value) => {
    const name = wholeText(value);
    const only = name === undefined ? undefined : sourceOnlyOf(name);
    if (name === undefined || only === undefined) return [];
    const asked = sourcesAround(rule, name);
    if (asked === undefined || asked.includes(only.source)) return [];
    const message = `${only.name} is an event of ${only.source}, not of ${asked.join(', ')}.`;
    return [{ value, message, suggestion: `eventSource: ${only.source}` }];
  });
};
