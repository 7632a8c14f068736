import type { FindDead } from '../dead.ts';
import { knownField } from '../fields.ts';
import { singleValues, soughtText } from '../items.ts';

/** The name of a field as a value: what was meant is the other field's value. */
export const deadFieldNames: FindDead = ({ field, values }) => {
  if (field === undefined) return [];
  return singleValues(values).flatMap((value) => {
    const text = soughtText(value);
    if (text === undefined || !/^[A-Za-z]+(\.[A-Za-z]+)+$/.test(text) || !knownField(text))
      return [];
    const message = `${field} is compared with the words "${text}", not with the value of that field.`;
    return [{ value, message, suggestion: `${field}|fieldref: ${text}` }];
  });
};
