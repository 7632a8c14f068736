import { deadArnReferences } from '../dead/arn-reference.ts';
import { deadEventNames } from '../dead/event-name.ts';
import { deadEventSources } from '../dead/event-source.ts';
import { deadFields } from '../dead/foreign-field.ts';
import { deadHiddenValues } from '../dead/hidden-value.ts';
import { deadFieldNames } from '../dead/literal-field-name.ts';
import { deadSources } from '../dead/source-mismatch.ts';
import { type FindDead, neverMatches } from '../dead.ts';
import type { Check } from '../finding.ts';
import { inItems } from '../in-rules.ts';

/** Values that no event has: an error where they keep the rule from matching anything. */
export const DEAD_VALUES: readonly Check[] = [
  deadValues('foreign-field', deadFields),
  deadValues('event-name', deadEventNames),
  deadValues('event-source', deadEventSources),
  deadValues('source-mismatch', deadSources),
  deadValues('hidden-value', deadHiddenValues),
  deadValues('literal-field-name', deadFieldNames),
  deadValues('arn-reference', deadArnReferences),
];

function deadValues(code: string, find: FindDead): Check {
  return inItems(code, (item, rule) =>
    find(item, rule).map(({ message, suggestion }) => {
      if (!neverMatches(rule)) return { severity: 'warning', message, suggestion };
      return { severity: 'error', message: `${message} The rule never matches.`, suggestion };
    }),
  );
}
