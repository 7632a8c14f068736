import { OTHER_SOURCES } from '../api-names.ts';
import type { FindDead } from '../dead.ts';
import { singleValues, wholeText } from '../items.ts';

/** As records have them; `amazon.aws` stands in AWS's API models for Inspector. */
const SOURCE = /^[a-z0-9][a-z0-9.-]*\.(amazonaws\.com|amazon\.aws)$/;

/** What is no source of events, or the name of a service where another source logs. */
export const deadEventSources: FindDead = ({ field, values }) => {
  if (field?.toLowerCase() !== 'eventsource') return [];
  return singleValues(values).flatMap((value) => {
    const text = wholeText(value);
    if (text === undefined) return [];
    const other = Object.hasOwn(OTHER_SOURCES, text) ? OTHER_SOURCES[text] : undefined;
    if (other !== undefined) {
      const message = `No event comes from ${text}: this service writes ${other}.`;
      return [{ value, message, suggestion: `eventSource: ${other}` }];
    }
    if (isSource(text)) return [];
    const message = `${text || 'An empty text'} is no source of events: they end in .amazonaws.com.`;
    const isBare = /^[a-z0-9-]+$/.test(text);
    return [
      { value, message, suggestion: isBare ? `eventSource: ${text}.amazonaws.com` : undefined },
    ];
  });
};

/** Whether events may come from there, as far as is known; in lower case. */
export function isSource(text: string): boolean {
  return SOURCE.test(text) && !Object.hasOwn(OTHER_SOURCES, text);
}
