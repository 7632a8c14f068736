import { namesOf } from '../../compile/boxes.ts';
import { dataEvents } from '../api-names.ts';
import { inRules } from '../in-rules.ts';

/** Events that trails leave out unless they are told to write data events. */
export const dataEventsNeeded = inRules('data-events', ({ condition, own }, { history }) => {
  if (history?.hasDataEvents) return [];
  if (!history && own.needs?.includes('data')) return [];
  const boxes = namesOf(condition) ?? [];
  const found = boxes.map(({ name, source }) => dataEvents(name, source));
  const names = [...new Set(found.flat().map(({ name }) => name))];
  if (names.length === 0) return [];
  const isAll = found.every((one) => one.length > 0);
  const needs = `${isAll ? 'It' : 'A part of it'} needs data events: ${names.join(', ')}.`;
  const message = history ? `${needs} The lake holds none.` : needs;
  return [
    {
      severity: history && isAll ? 'warning' : 'hint',
      message,
      suggestion: 'Select data events in the trail, and say so: trailglass: {needs: [data]}.',
    },
  ];
});
