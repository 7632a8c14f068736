import { isOwnField } from '../../compile/own-fields.ts';
import { fieldsOf } from '../../compile/uses.ts';
import { inRules } from '../in-rules.ts';
import { itemsOf } from '../items.ts';

/** Fields that Trailglass computes, and a modifier of ours: other tools find nothing there, or refuse the rule. */
export const ownFields = inRules('not-portable', ({ condition, own }) => {
  const hasOther = itemsOf(condition).some(({ values }) => values.some(({ is }) => is === 'other'));
  const modifiers = hasOther ? ['the modifier other'] : [];
  const fields = [...new Set(fieldsOf(condition).filter(isOwnField))];
  const keys = Object.keys(own).filter((key) => NARROWING.includes(key));
  if (fields.length + keys.length + modifiers.length === 0) return [];
  const names = [...fields, ...modifiers, ...keys.map((key) => `trailglass.${key}`)].join(', ');
  return [{ severity: 'hint', message: `Only Trailglass knows ${names}: other tools do not.` }];
});

/** Keys without which the rule raises other alerts. */
const NARROWING = ['newTerms', 'threshold', 'absence', 'sql'];
