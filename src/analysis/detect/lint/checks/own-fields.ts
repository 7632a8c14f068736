import { isOwnField } from '../../compile/own-fields.ts';
import { fieldsOf } from '../../compile/uses.ts';
import { inRules } from '../in-rules.ts';

/** Fields that Trailglass computes: other tools find nothing there. */
export const ownFields = inRules('not-portable', ({ condition, own }) => {
  const fields = [...new Set(fieldsOf(condition).filter(isOwnField))];
  const keys = Object.keys(own).filter((key) => NARROWING.includes(key));
  if (fields.length + keys.length === 0) return [];
  const names = [...fields, ...keys.map((key) => `trailglass.${key}`)].join(', ');
  return [{ severity: 'hint', message: `Only Trailglass knows ${names}: other tools do not.` }];
});

/** Keys without which the rule raises other alerts. */
const NARROWING = ['newTerms', 'threshold', 'absence', 'sql'];
