import { namesOf } from '../../compile/boxes.ts';
import { inRules } from '../in-rules.ts';
import { itemsOf } from '../items.ts';

/** What a quarter of all events, or nearly all, may have. */
const BROAD: ReadonlySet<string> = new Set([
  ...['useridentity.type', 'useridentity.sessioncontext.sessionissuer.type', 'eventtype'],
  ...['eventcategory', 'managementevent', 'recipientaccountid', 'awsregion', 'eventversion'],
]);

/** Neither a call nor an outcome: such a rule matches normal operation. */
export const broad = inRules('broad', ({ condition, own }) => {
  const isNarrowed = own.newTerms ?? own.threshold ?? own.absence ?? own.sql;
  if (isNarrowed !== undefined || namesOf(condition) !== undefined) return [];
  const fields = itemsOf(condition).map(({ field = '' }) => field.toLowerCase());
  if (!fields.every((field) => BROAD.has(field))) return [];
  return [
    {
      severity: 'warning',
      message: 'It asks only what kind of event or identity it is: that is normal operation.',
      suggestion:
        'Name the calls, ask for readOnly: false, or alert on new values alone (newTerms).',
    },
  ];
});
