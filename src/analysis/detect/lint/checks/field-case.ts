import { isOwnField } from '../../compile/own-fields.ts';
import { fieldsOf } from '../../compile/uses.ts';
import { knownField } from '../fields.ts';
import { inItems } from '../in-rules.ts';

/** Columns answer to any case here; other tools take names as they are. */
export const fieldCase = inItems('field-case', (item) =>
  fieldsOf(item).flatMap((name) => {
    const known = isOwnField(name) ? undefined : knownField(name);
    if (!known || name.startsWith(known.spelled)) return [];
    const right = [known.spelled, ...(known.rest === '' ? [] : [known.rest])].join('.');
    const message = `CloudTrail spells ${name} otherwise: it is found here, and by few other tools.`;
    return [{ severity: 'hint', message, suggestion: `Write ${right}.` }];
  }),
);
