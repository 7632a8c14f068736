import { nearest } from '../../../../base/text/index.ts';
import { isOwnField } from '../../compile/own-fields.ts';
import { fieldsOf } from '../../compile/uses.ts';
import { deadFields } from '../dead/foreign-field.ts';
import type { DeadValue } from '../dead.ts';
import { fieldNames, knownField } from '../fields.ts';
import { inItems } from '../in-rules.ts';

/** Fields that no table of CloudTrail's names: a slip, or one that AWS added since. */
export const unknownField = inItems('unknown-field', (item, rule) => {
  const isForeign = (field: string): readonly DeadValue[] => deadFields({ ...item, field }, rule);
  return fieldsOf(item)
    .filter((name) => !knownField(name) && !isOwnField(name) && isForeign(name).length === 0)
    .map((name) => ({
      severity: 'warning',
      message: `No field of CloudTrail that is known here is named ${name}.`,
      suggestion: guessOf(name),
    }));
});

function guessOf(name: string): string | undefined {
  const spelled = new Map(fieldNames().map((one) => [one.toLowerCase(), one]));
  const own = spelled.get(name.toLowerCase());
  const guess = own ?? spelled.get(nearest(name.toLowerCase(), [...spelled.keys()]) ?? '');
  return guess === undefined ? undefined : `Did you mean ${guess}?`;
}
