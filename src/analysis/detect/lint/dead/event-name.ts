import { eventNamed, NEVER_LOGGED } from '../api-names.ts';
import type { FindDead } from '../dead.ts';
import { singleValues, wholeText } from '../items.ts';
import { sourcesAround } from '../scope.ts';

/** Names of APIs and permissions that events do not bear. */
export const deadEventNames: FindDead = ({ field, values }, rule) => {
  if (field?.toLowerCase() !== 'eventname') return [];
  return singleValues(values).flatMap((value) => {
    const name = wholeText(value);
    if (name === undefined) return [];
    const never = NEVER_LOGGED.find((one) => one.name.toLowerCase() === name);
    if (never) return [{ value, message: `CloudTrail never writes ${never.name}: ${never.why}` }];
    const found = eventNamed(name, sourcesAround(rule, name));
    if (!found) return [];
    const message = `No event is named ${found.api}: ${found.source} writes ${found.event}.`;
    return [{ value, message, suggestion: `eventName: ${found.event}` }];
  });
};
